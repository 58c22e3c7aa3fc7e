package io.devbench.tokenize

/** Tokens of a text, without special tokens around them. Token t is its code points `starts[t]` until `ends[t]`. */
class Tokens {
    var ids = IntArray(INITIAL_SIZE)
        private set
    var starts = IntArray(INITIAL_SIZE)
        private set
    var ends = IntArray(INITIAL_SIZE)
        private set
    private var wordStarts = BooleanArray(INITIAL_SIZE)
    var size = 0
        private set

    fun isWordStart(token: Int) = wordStarts[token]

    fun add(id: Int, start: Int, end: Int, startsWord: Boolean = true) {
        if (size == ids.size) {
            ids = ids.copyOf(2 * size)
            starts = starts.copyOf(2 * size)
            ends = ends.copyOf(2 * size)
            wordStarts = wordStarts.copyOf(2 * size)
        }
        ids[size] = id
        starts[size] = start
        wordStarts[size] = startsWord
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
