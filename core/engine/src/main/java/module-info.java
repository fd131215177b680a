/** Graphs of operations, their derivatives, and the checking of both. */
module dev.gradus.engine {}
