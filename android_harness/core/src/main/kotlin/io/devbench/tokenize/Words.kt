package io.devbench.tokenize

/**
 * The words of a text, normalized. Word w holds the characters from `start(w)` until `end(w)`. Words that stand next to
 * each other without white space between are one run.
 */
class Words {
    internal val characters = AlignedCharacters()
    private var ends = IntArray(INITIAL_SIZE)
    private var runStarts = BooleanArray(INITIAL_SIZE)
    private var isRunEnded = true
    var count = 0
        private set

    fun start(word: Int) = if (word == 0) 0 else ends[word - 1]

    fun end(word: Int) = ends[word]

    /** Whether white space comes before the word, or nothing. */
    fun startsRun(word: Int) = runStarts[word]

    fun clear() {
        characters.clear()
        count = 0
        isRunEnded = true
    }

    /** [source] is the position in the original text, in code points, that the character comes from. */
    fun append(codePoint: Int, source: Int) = characters.append(codePoint, source, source + 1)

    /** Ends the word that was begun, if one was. */
    fun endWord() {
        if (characters.size == start(count)) return
        if (count == ends.size) {
            ends = ends.copyOf(2 * count)
            runStarts = runStarts.copyOf(2 * count)
        }
        runStarts[count] = isRunEnded
        isRunEnded = false
        ends[count++] = characters.size
    }

    /** Ends the word that was begun, if one was, and its run. */
    fun endRun() {
        endWord()
        isRunEnded = true
    }

    /** Appends a word of one character. */
    fun appendAlone(codePoint: Int, source: Int) {
        endWord()
        append(codePoint, source)
        endWord()
    }

    private companion object {
        const val INITIAL_SIZE = 256
    }
}
