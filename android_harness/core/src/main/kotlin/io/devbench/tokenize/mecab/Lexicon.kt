package io.devbench.tokenize.mecab

/**
 * A `sys.dic` or `unk.dic`: a header, a double array over UTF-8 bytes (darts, Aoe 1989) and the tokens that its values
 * name. The features after them are not needed, and may be missing.
 */
internal class Lexicon(private val file: MappedFile) {
    /** How many context ids there are. MeCab's sizes are named for the words that have them: the left's have right ids. */
    val rightIds = file.int(LEFT_SIZE)
    val leftIds = file.int(RIGHT_SIZE)

    private val units = file.part(HEADER_BYTES, file.int(ARRAY_BYTES)).asIntBuffer()
    private val tokens = file.part(HEADER_BYTES + file.int(ARRAY_BYTES), file.int(TOKEN_BYTES)).asIntBuffer()

    init {
        val whole = HEADER_BYTES + file.int(ARRAY_BYTES) + file.int(TOKEN_BYTES) + file.int(FEATURE_BYTES)
        val isWhole = whole == file.size && file.int(MAGIC) xor MAGIC_NUMBER == file.size
        if (!isWhole) throw file.broken("is not a complete dictionary")
        val version = file.int(VERSION)
        if (version != KNOWN_VERSION) throw file.broken("is of version $version, not $KNOWN_VERSION")
        val charset = file.name(CHARSET, CHARSET_BYTES)
        if (charset.lowercase().replace("-", "") != "utf8") throw file.broken("is in $charset, not in UTF-8")
        if (units.capacity() < 2) throw file.broken("has no words")
    }

    /** The state after [byte] (0 to 255) in [state]; [NONE] where no word goes on like that. */
    fun next(state: Int, byte: Int): Int {
        val unit = state + byte + 1
        return if (units.get(2 * unit + 1) == state) units.get(2 * unit) else NONE
    }

    val root get() = units.get(0)

    /** Which tokens the word that ends in [state] has, as [first] and [count] understand it; [NONE]: no word ends here. */
    fun value(state: Int): Int {
        val base = units.get(2 * state)
        return if (units.get(2 * state + 1) == state && base < 0) -base - 1 else NONE
    }

    fun first(value: Int) = value ushr 8

    fun count(value: Int) = value and 0xFF

    fun leftId(token: Int) = tokens.get(4 * token) and 0xFFFF

    fun rightId(token: Int) = tokens.get(4 * token) ushr 16

    fun cost(token: Int) = tokens.get(4 * token + 1) shr 16

    /** The value of a whole word in ASCII; [NONE] where it is none. */
    fun find(word: String): Int = try {
        var state = root
        for (char in word) if (state != NONE) state = next(state, char.code)
        if (state == NONE) NONE else value(state)
    } catch (_: IndexOutOfBoundsException) {
        throw file.broken("is damaged: it points outside itself")
    }

    companion object {
        const val NONE = -1

        private const val MAGIC = 0
        private const val VERSION = 4
        private const val LEFT_SIZE = 16
        private const val RIGHT_SIZE = 20
        private const val ARRAY_BYTES = 24
        private const val TOKEN_BYTES = 28
        private const val FEATURE_BYTES = 32
        private const val CHARSET = 40
        private const val CHARSET_BYTES = 32
        private const val HEADER_BYTES = 72

        /** Exclusive-or'd with the file's size. */
        private const val MAGIC_NUMBER = 0xEF718F77.toInt()
        private const val KNOWN_VERSION = 102
    }
}
