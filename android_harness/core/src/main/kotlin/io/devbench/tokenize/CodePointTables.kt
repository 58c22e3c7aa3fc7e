package io.devbench.tokenize

import java.util.Arrays

/** Disjoint ranges of code points, each with as many values as there are [columns]. */
internal class CodePointRanges(numbers: String, private val columns: Int = 0) {
    private val starts: IntArray
    private val ends: IntArray
    private val values: IntArray

    init {
        val rows = parseNumbers(numbers)
        val width = 2 + columns
        val count = rows.size / width
        starts = IntArray(count)
        ends = IntArray(count)
        values = IntArray(columns * count)
        var end = 0
        for (range in 0 until count) {
            val row = range * width
            starts[range] = end + rows[row]
            end = starts[range] + rows[row + 1]
            ends[range] = end
            System.arraycopy(rows, row + 2, values, range * columns, columns)
        }
    }

    /** The number of the range that holds [codePoint], or -1. */
    private fun indexOf(codePoint: Int): Int {
        val found = Arrays.binarySearch(starts, codePoint)
        val range = if (found >= 0) found else -found - 2
        return if (range >= 0 && codePoint < ends[range]) range else -1
    }

    operator fun contains(codePoint: Int) = indexOf(codePoint) >= 0

    private fun value(range: Int, column: Int) = values[range * columns + column]

    /** Where there is one column: its value for [codePoint], 0 outside of all ranges. */
    fun valueOf(codePoint: Int): Int {
        val range = indexOf(codePoint)
        return if (range < 0) 0 else value(range, 0)
    }

    /** Where the columns are a step and a distance: those of a range at that step are moved by the distance. */
    fun shifted(codePoint: Int): Int {
        val range = indexOf(codePoint)
        val applies = range >= 0 && (codePoint - starts[range]) % value(range, 0) == 0
        return if (applies) codePoint + value(range, 1) else codePoint
    }
}

/** A sequence of code points for some of the code points. */
internal class DecompositionTable(numbers: String) {
    private val keys: IntArray
    private val sequences: Array<IntArray>

    init {
        val all = parseNumbers(numbers)
        val keys = ArrayList<Int>()
        val sequences = ArrayList<IntArray>()
        var at = 0
        var next = 0
        while (at < all.size) {
            val length = all[at + 1]
            keys.add(next + all[at])
            sequences.add(all.copyOfRange(at + 2, at + 2 + length))
            next = keys.last() + 1
            at += 2 + length
        }
        this.keys = keys.toIntArray()
        this.sequences = sequences.toTypedArray()
    }

    fun find(codePoint: Int): IntArray? {
        val index = Arrays.binarySearch(keys, codePoint)
        return if (index >= 0) sequences[index] else null
    }
}

/** Numbers to base 36, separated by white space. */
internal fun parseNumbers(numbers: String): IntArray {
    val parsed = ArrayList<Int>()
    var from = 0
    while (from < numbers.length) {
        var to = from
        while (numbers[to] > ' ') to++
        if (to > from) parsed.add(numbers.substring(from, to).toInt(36))
        from = to + 1
    }
    return parsed.toIntArray()
}
