package io.devbench.tokenize

import java.util.Arrays

/**
 * Unicode's combining character sequence: characters that must be seen together, because one decomposes or is a mark.
 *
 * Canonical decomposition sorts the marks of a sequence by their combining class. `tokenizers` then takes the sorted
 * characters, but for those that a decomposition has added, to come from the original ones one after the other, so that
 * a mark that was moved has the position of another.
 */
internal class CombiningSequence(private val table: CharacterTable) {
    private var codePoints = IntArray(INITIAL_SIZE)
    private var order = LongArray(INITIAL_SIZE)
    private var size = 0
    private var sources = IntArray(INITIAL_SIZE)
    private var sourceCount = 0

    /** Reads the sequence that begins at [from], at [position] of the original; returns where it ends. */
    fun read(text: CharArray, from: Int, until: Int, position: Int): Int {
        size = 0
        sourceCount = 0
        var at = from
        var source = position
        do {
            val codePoint = Character.codePointAt(text, at, until)
            if (kind(codePoint) != CharacterTable.CLEANED) add(codePoint, source)
            at += Character.charCount(codePoint)
            source++
        } while (at < until && continues(Character.codePointAt(text, at, until)))
        return at
    }

    private fun continues(codePoint: Int): Boolean = when (kind(codePoint)) {
        CharacterTable.CLEANED, CharacterTable.MARK, CharacterTable.STRIPPED_MARK -> true
        CharacterTable.SEVERAL -> combiningClass(table.parts(codePoint)[0]) > 0
        else -> false
    }

    private fun add(codePoint: Int, source: Int) {
        if (sourceCount == sources.size) sources = sources.copyOf(2 * sourceCount)
        sources[sourceCount++] = source
        var added = 0L
        for (part in table.parts(codePoint)) {
            if (size == codePoints.size) {
                codePoints = codePoints.copyOf(2 * size)
                order = order.copyOf(2 * size)
            }
            codePoints[size] = part
            order[size] = (combiningClass(part).toLong() shl CLASS_SHIFT) or (size.toLong() shl 1) or added
            size++
            added = 1L
        }
    }

    /** Appends what remains of the sequence, in canonical order. */
    fun appendTo(words: Words) {
        Arrays.sort(order, 0, size)
        var taken = 0
        for (place in 0 until size) {
            val added = order[place] and 1L != 0L
            if (!added) taken++
            append(codePoints[(order[place] shr 1).toInt()], sources[taken - 1], words)
        }
    }

    private fun append(codePoint: Int, source: Int, words: Words) {
        val entry = table[codePoint]
        val number = entry shr CharacterTable.KIND_BITS
        when (entry and CharacterTable.KIND_MASK) {
            CharacterTable.LETTER -> words.append(codePoint + number, source)
            CharacterTable.ALONE -> words.appendAlone(codePoint + number, source)
            CharacterTable.MARK -> words.append(codePoint, source)
        }
    }

    private fun kind(codePoint: Int) = table[codePoint] and CharacterTable.KIND_MASK

    private fun combiningClass(codePoint: Int): Int {
        val entry = table[codePoint]
        val isMark = entry and CharacterTable.KIND_MASK >= CharacterTable.MARK
        return if (isMark) entry shr CharacterTable.KIND_BITS else 0
    }

    private companion object {
        const val INITIAL_SIZE = 16

        /** Above the index of a character: the lowest 33 bits, shifted out by the conversion to Int. */
        const val CLASS_SHIFT = 33
    }
}
