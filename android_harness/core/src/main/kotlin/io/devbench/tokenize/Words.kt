package io.devbench.tokenize

/**
 * The words of a text, normalized. Word w holds the characters from `start(w)` until `end(w)`.
 *
 * [codePoints] are the characters, [sources] the positions in the original text, in code points, that they come from.
 */
class Words {
    var codePoints = IntArray(INITIAL_SIZE)
        private set
    var sources = IntArray(INITIAL_SIZE)
        private set
    private var ends = IntArray(INITIAL_SIZE)
    private var size = 0
    var count = 0
        private set

    fun start(word: Int) = if (word == 0) 0 else ends[word - 1]

    fun end(word: Int) = ends[word]

    fun clear() {
        size = 0
        count = 0
    }

    fun append(codePoint: Int, source: Int) {
        if (size == codePoints.size) {
            codePoints = codePoints.copyOf(2 * size)
            sources = sources.copyOf(2 * size)
        }
        codePoints[size] = codePoint
        sources[size++] = source
    }

    /** Ends the word that was begun, if one was. */
    fun endWord() {
        if (size == start(count)) return
        if (count == ends.size) ends = ends.copyOf(2 * count)
        ends[count++] = size
    }

    /** Appends a word of one character. */
    fun appendAlone(codePoint: Int, source: Int) {
        endWord()
        append(codePoint, source)
        endWord()
    }

    private companion object {
        const val INITIAL_SIZE = 1024
    }
}
