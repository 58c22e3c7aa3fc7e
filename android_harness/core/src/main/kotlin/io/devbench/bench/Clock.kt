package io.devbench.bench

/** A monotonic clock. */
fun interface Clock {
    fun nanos(): Long
}
