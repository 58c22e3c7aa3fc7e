package io.devbench.task

import kotlin.math.exp

/** Decisions over logits, on host and device alike: a logit that is no number loses, the first of equals wins. */
internal object Logits {
    /** The position of the greatest of `logits[from until until]`, counted from [from]. */
    fun best(logits: FloatArray, from: Int = 0, until: Int = logits.size): Int {
        var best = from
        var greatest = number(logits[from])
        for (at in from + 1 until until) {
            if (logits[at] > greatest) {
                best = at
                greatest = logits[at]
            }
        }
        return best - from
    }

    /** The positions of the [count] greatest, greatest first. */
    fun top(logits: FloatArray, count: Int): IntArray {
        val top = IntArray(minOf(count, logits.size))
        var found = 0
        for (at in logits.indices) {
            val value = number(logits[at])
            if (found == top.size && value <= number(logits[top[found - 1]])) continue
            var place = if (found < top.size) found++ else found - 1
            while (place > 0 && value > number(logits[top[place - 1]])) top[place] = top[--place]
            top[place] = at
        }
        return top
    }

    /** Over all logits, in float64; NaN where one of them is not finite. */
    fun softmax(logits: FloatArray): DoubleArray {
        var greatest = Double.NEGATIVE_INFINITY
        for (logit in logits) {
            if (logit.isNaN()) return DoubleArray(logits.size) { Double.NaN }
            greatest = maxOf(greatest, logit.toDouble())
        }
        val powers = DoubleArray(logits.size) { exp(logits[it] - greatest) }
        var sum = 0.0
        for (power in powers) sum += power
        for (at in powers.indices) powers[at] /= sum
        return powers
    }

    /** In float64; NaN of NaN. */
    fun sigmoid(logit: Float): Double = 1 / (1 + exp(-logit.toDouble()))

    private fun number(logit: Float) = if (logit.isNaN()) Float.NEGATIVE_INFINITY else logit
}
