package io.devbench.tokenize

/** Characters that know where they come from: number i is of the original's code points `starts[i]` until `ends[i]`. */
internal class AlignedCharacters {
    var codePoints = IntArray(INITIAL_SIZE)
        private set
    var starts = IntArray(INITIAL_SIZE)
        private set
    var ends = IntArray(INITIAL_SIZE)
        private set
    var size = 0
        private set

    fun clear() {
        size = 0
    }

    fun append(codePoint: Int, start: Int, end: Int) {
        if (size == codePoints.size) {
            codePoints = codePoints.copyOf(2 * size)
            starts = starts.copyOf(2 * size)
            ends = ends.copyOf(2 * size)
        }
        codePoints[size] = codePoint
        starts[size] = start
        ends[size++] = end
    }

    private companion object {
        const val INITIAL_SIZE = 1024
    }
}
