package io.devbench.tokenize

/**
 * What BERT's normalizer makes of each character, under the settings of one checkpoint.
 *
 * An entry holds a kind in its low bits and a number above them. The table is filled where text touches it.
 */
internal class CharacterTable(
    private val lowercase: Boolean,
    private val stripAccents: Boolean,
    private val splitCjk: Boolean,
) {
    private val blocks = arrayOfNulls<IntArray>(Unicode.CODE_POINTS shr BLOCK_BITS)

    operator fun get(codePoint: Int): Int {
        val block = codePoint shr BLOCK_BITS
        return (blocks[block] ?: fill(block))[codePoint and BLOCK_MASK]
    }

    private fun fill(block: Int): IntArray {
        val entries = IntArray(BLOCK_MASK + 1) { entryOf((block shl BLOCK_BITS) + it) }
        blocks[block] = entries
        return entries
    }

    /** The order is that of the normalizer's steps: clean, split CJK, decompose and strip, lower case. */
    private fun entryOf(codePoint: Int): Int = when {
        Unicode.isCleaned(codePoint) -> CLEANED
        Unicode.isSpace(codePoint) -> SPACE
        stripAccents -> entryOfDecomposed(codePoint)
        lowercase && codePoint == Unicode.DOTTED_I -> SEVERAL
        else -> entryOfSingle(codePoint, codePoint)
    }

    private fun entryOfDecomposed(codePoint: Int): Int {
        val combiningClass = Unicode.combiningClass(codePoint)
        if (combiningClass != 0) {
            val kind = if (Unicode.isNonspacing(codePoint)) STRIPPED_MARK else MARK
            return kind or (combiningClass shl KIND_BITS)
        }
        val parts = parts(codePoint)
        return when {
            Unicode.combiningClass(parts[0]) != 0 || !(1 until parts.size).all { isStrippedMark(parts[it]) } -> SEVERAL
            Unicode.isNonspacing(parts[0]) -> STRIPPED
            else -> entryOfSingle(codePoint, parts[0])
        }
    }

    private fun isStrippedMark(codePoint: Int) =
        Unicode.combiningClass(codePoint) != 0 && Unicode.isNonspacing(codePoint)

    /** [original] becomes one character, [remaining] or its lower case. */
    private fun entryOfSingle(original: Int, remaining: Int): Int {
        val result = if (lowercase) Unicode.lowercase(remaining) else remaining
        val alone = Unicode.isPunctuation(result) || (splitCjk && Unicode.isCjk(original))
        return (if (alone) ALONE else LETTER) or ((result - original) shl KIND_BITS)
    }

    /** What a character of kind [SEVERAL] or a mark becomes, before its parts are looked up in turn. */
    fun parts(codePoint: Int): IntArray = when {
        stripAccents -> Unicode.decompose(codePoint) ?: intArrayOf(codePoint)
        else -> Unicode.LOWERCASE_DOTTED_I
    }

    companion object {
        /** A character of a word; the number is what to add to the code point. An unchanged one has entry 0. */
        const val LETTER = 0

        /** A word of its own; the number is what to add to the code point. */
        const val ALONE = 1
        const val SPACE = 2

        /** Removed before all other steps: does not even keep two marks apart. */
        const val CLEANED = 3

        /** An accent that belongs to no canonical order; removed. */
        const val STRIPPED = 4

        /** Several characters. From here on the neighbours count: see [CombiningSequence]. */
        const val SEVERAL = 5

        /** A mark that stays or goes; the number is its canonical combining class. */
        const val MARK = 6
        const val STRIPPED_MARK = 7

        const val KIND_BITS = 3
        const val KIND_MASK = (1 shl KIND_BITS) - 1

        private const val BLOCK_BITS = 7
        private const val BLOCK_MASK = (1 shl BLOCK_BITS) - 1
    }
}
