package io.devbench.tokenize.mecab

/** A `char.bin`: the categories of characters, which say how unknown words are made. */
internal class CharacterCategories(file: MappedFile) {
    val names: List<String>
    private val entries: IntArray

    init {
        val count = file.int(0)
        if (count !in 1..MAX_CATEGORIES || file.size != 4 + NAME_BYTES * count + 4 * CHARACTERS) {
            throw file.broken("is not a character table")
        }
        names = List(count) { file.name(4 + NAME_BYTES * it, NAME_BYTES) }
        entries = IntArray(CHARACTERS + 1)
        file.part(4 + NAME_BYTES * count, 4 * CHARACTERS).asIntBuffer().get(entries, 0, CHARACTERS)
        // MeCab reads one entry too far for U+FFFF and finds the zeros that fill the page.
    }

    /** The entry of a character; those beyond the basic plane have that of U+0000. */
    operator fun get(codePoint: Int): Int = entries[if (codePoint > 0xFFFF) 0 else codePoint]

    companion object {
        /** In bits, each a category that the character is of. */
        private const val KINDS = (1 shl 18) - 1
        private const val CHARACTERS = 0xFFFF
        private const val NAME_BYTES = 32
        private const val MAX_CATEGORIES = 18

        /** Whether two entries have a category in common. */
        fun areAlike(one: Int, other: Int) = one and other and KINDS != 0

        /** The number of the category that unknown words take their tokens from. */
        fun category(entry: Int) = entry ushr 18 and 0xFF

        /** Unknown words of 1 up to so many characters. */
        fun lengths(entry: Int) = entry ushr 26 and 0xF

        /** Whether all characters that are alike make an unknown word. */
        fun groups(entry: Int) = entry ushr 30 and 1 != 0

        /** Whether there are unknown words beside known ones. */
        fun always(entry: Int) = entry ushr 31 != 0
    }
}
