package io.devbench.tokenize

import io.devbench.generated.NfkcData

/**
 * Unicode's normalization form KC, chunk by chunk: docs/protocol.md, Offsets with `mecab`. Holds buffers: for one thread.
 */
internal class NfkcNormalizer {
    private val blocks = arrayOfNulls<ByteArray>(Unicode.CODE_POINTS shr BLOCK_BITS)
    private var parts = IntArray(INITIAL_SIZE)
    private var size = 0

    /** Appends the form KC of the characters [from] until [until] to [result]. */
    fun append(text: AlignedCharacters, from: Int, until: Int, result: AlignedCharacters) {
        var start = from
        while (start < until) {
            var end = start + 1
            while (end < until && kind(text.codePoints[end]) and JOINS != 0) end++
            if (end == start + 1 && kind(text.codePoints[start]) and DECOMPOSES == 0) {
                result.append(text.codePoints[start], text.starts[start], text.ends[start])
            } else {
                appendChunk(text, start, end, result)
            }
            start = end
        }
    }

    private fun appendChunk(text: AlignedCharacters, from: Int, until: Int, result: AlignedCharacters) {
        size = 0
        for (at in from until until) decompose(text.codePoints[at])
        order()
        compose()
        val same = size == until - from && (0 until size).all { parts[it] == text.codePoints[from + it] }
        for (at in 0 until size) {
            if (same) {
                result.append(parts[at], text.starts[from + at], text.ends[from + at])
            } else {
                result.append(parts[at], text.starts[from], text.ends[until - 1])
            }
        }
    }

    private fun decompose(codePoint: Int) {
        val sequence = Hangul.decompose(codePoint) ?: decompositions.find(codePoint)
        if (sequence == null) add(codePoint) else for (part in sequence) add(part)
    }

    private fun add(part: Int) {
        if (size == parts.size) parts = parts.copyOf(2 * size)
        parts[size++] = part
    }

    /** Marks that follow each other by their combining class; those of one class stay in order. */
    private fun order() {
        for (at in 1 until size) {
            val mark = parts[at]
            val combiningClass = combiningClass(mark)
            if (combiningClass == 0) continue
            var place = at
            while (place > 0 && combiningClass(parts[place - 1]) > combiningClass) {
                parts[place] = parts[place - 1]
                place--
            }
            parts[place] = mark
        }
    }

    /** The Unicode Standard, section 3.11, D117: each character joins the last starter unless one between blocks it. */
    private fun compose() {
        var kept = 0
        var starter = -1
        var lastClass = -1
        for (at in 0 until size) {
            val part = parts[at]
            val combiningClass = combiningClass(part)
            val isBlocked = starter < 0 || (kept > starter + 1 && lastClass >= combiningClass)
            val composed = if (isBlocked) null else composed(parts[starter], part)
            if (composed != null) {
                parts[starter] = composed
                continue
            }
            if (combiningClass == 0) starter = kept
            lastClass = combiningClass
            parts[kept++] = part
        }
        size = kept
    }

    private fun composed(first: Int, second: Int): Int? =
        Hangul.compose(first, second) ?: compositions[first.toLong() shl PAIR_BITS or second.toLong()]

    private fun kind(codePoint: Int): Int {
        val block = codePoint shr BLOCK_BITS
        return (blocks[block] ?: fill(block))[codePoint and BLOCK_MASK].toInt()
    }

    private fun fill(block: Int): ByteArray {
        val kinds = ByteArray(BLOCK_MASK + 1) { kindOf((block shl BLOCK_BITS) + it).toByte() }
        blocks[block] = kinds
        return kinds
    }

    private fun kindOf(codePoint: Int): Int {
        val decomposes = Hangul.decompose(codePoint) != null || decompositions.find(codePoint) != null
        return (if (decomposes) DECOMPOSES else 0) or (if (codePoint in joining) JOINS else 0)
    }

    private companion object {
        const val INITIAL_SIZE = 64
        const val DECOMPOSES = 1
        const val JOINS = 2
        const val PAIR_BITS = 32
        const val BLOCK_BITS = 7
        const val BLOCK_MASK = (1 shl BLOCK_BITS) - 1

        val decompositions = DecompositionTable(NfkcData.DECOMPOSITIONS)
        val combiningClasses = CodePointRanges(NfkcData.COMBINING_CLASSES, columns = 1)
        val joining = CodePointRanges(NfkcData.JOINING)
        val compositions = HashMap<Long, Int>().apply {
            val numbers = parseNumbers(NfkcData.COMPOSITIONS)
            for (at in numbers.indices step 3) {
                put(numbers[at].toLong() shl PAIR_BITS or numbers[at + 1].toLong(), numbers[at + 2])
            }
        }

        fun combiningClass(codePoint: Int) = combiningClasses.valueOf(codePoint)
    }
}
