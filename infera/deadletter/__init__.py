"""`infera dead-letter`: what lies in the dead letter queue of any back end, back into the queue, or gone."""
