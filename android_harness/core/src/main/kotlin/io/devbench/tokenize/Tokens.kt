package io.devbench.tokenize

/** Tokens of a text, without special tokens around them. Token t is its code points `starts[t]` until `ends[t]`. */
class Tokens {
    var ids = IntArray(INITIAL_SIZE)
        private set
    var starts = IntArray(INITIAL_SIZE)
        private set
    var ends = IntArray(INITIAL_SIZE)
        private set
    var size = 0
        private set

    fun add(id: Int, start: Int, end: Int) {
        if (size == ids.size) {
            ids = ids.copyOf(2 * size)
            starts = starts.copyOf(2 * size)
            ends = ends.copyOf(2 * size)
        }
        ids[size] = id
        starts[size] = start
        ends[size++] = end
    }

    /** Forgets the tokens from [newSize] on. */
    fun truncate(newSize: Int) {
        size = newSize
    }

    private companion object {
        const val INITIAL_SIZE = 256
    }
}
