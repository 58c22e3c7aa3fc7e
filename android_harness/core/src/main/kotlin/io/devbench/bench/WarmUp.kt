package io.devbench.bench

import io.devbench.protocol.WarmUpSettings
import java.util.Arrays

/**
 * When the warm-up is over: a pure decision over durations, the twin of `devbench.host_harness.warmup`, which says why.
 *
 * Every visit is the same work. A stage is warm if it has not become faster since the warm-up began, or, when half of
 * the time is over, over the last half of the visits.
 */
class WarmUp(private val settings: WarmUpSettings) {
    private val stages = List(Visit.STAGES) { Durations() }
    private val visits get() = stages[0].count
    private var nextLook = 0
    var runs = 0
        private set
    var converged = false
        private set
    var done = false
        private set

    /** A visit's time in each stage and its number of [invokes]; [elapsedNs] since the first visit began. */
    fun add(stagesNs: LongArray, invokes: Int, elapsedNs: Long) {
        for ((stage, durationNs) in stages.zip(stagesNs.asIterable())) stage.add(durationNs)
        runs += invokes
        val isOver = elapsedNs >= settings.maxNs
        if (isEnough(elapsedNs) && (isOver || visits >= nextLook)) {
            nextLook = visits + maxOf(1, visits / 8)
            converged = isWarm(isLate = 2 * elapsedNs >= settings.maxNs)
        }
        done = converged || isOver
    }

    private fun isEnough(elapsedNs: Long): Boolean {
        if (runs < settings.minRuns || elapsedNs < settings.minNs) return false
        if (visits >= MANY_VISITS || 2 * elapsedNs >= settings.maxNs) return true
        return visits >= FEWEST_VISITS && elapsedNs >= 2 * settings.minNs
    }

    private fun isWarm(isLate: Boolean): Boolean {
        val whole = stages.map { it.course(from = 0) }
        val wholeNs = whole.sumOf { it.levelNs }
        val last = if (isLate && visits >= FEWEST_VISITS) stages.map { it.course(from = visits / 2) } else null
        val lastNs = last?.sumOf { it.levelNs } ?: 0
        return whole.indices.all { stage ->
            val fell = whole[stage].matters(FALL_PERCENT, wholeNs) && whole[stage].hasTrend()
            val fellLately = last?.get(stage)?.matters(LAST_FALL_PERCENT, lastNs) ?: true
            !(fell && fellLately)
        }
    }

    private companion object {
        const val FEWEST_VISITS = 20
        const val MANY_VISITS = 100
        const val FALL_PERCENT = 1
        const val LAST_FALL_PERCENT = 2
    }
}

private class Durations {
    private var valuesNs = LongArray(256)
    var count = 0
        private set

    fun add(durationNs: Long) {
        if (count == valuesNs.size) valuesNs = valuesNs.copyOf(2 * count)
        valuesNs[count++] = durationNs
    }

    /** Of all from number [from] on. */
    fun course(from: Int): Course {
        val length = count - from
        val points = minOf(POINTS, length)
        fun edge(point: Int) = from + (length.toLong() * point / points).toInt()
        return Course(LongArray(points) { lowerMedian(valuesNs.copyOfRange(edge(it), edge(it + 1))) })
    }

    private companion object {
        const val POINTS = 32
    }
}

/** A stage's durations as medians of neighbours. */
private class Course(private val points: LongArray) {
    private val half = points.size / 2

    val levelNs = lowerMedian(points.copyOfRange(half, points.size))

    /** From the first half to the last: the median of all differences between them (Hodges and Lehmann 1963). */
    private val fallNs: Long
        get() {
            if (half == 0) return 0
            val lastFrom = points.size - half
            return lowerMedian(LongArray(half * half) { points[it / half] - points[lastFrom + it % half] })
        }

    /** Whether the stage has become faster by more than [percent] of itself, and of the visit by more than 0.2 %. */
    fun matters(percent: Int, visitNs: Long): Boolean =
        100 * fallNs > percent * levelNs && 1000 * fallNs > VISIT_PER_MILLE * visitNs

    /** Downwards, at 1.55 standard deviations of Kendall's S without one. */
    fun hasTrend(): Boolean {
        val count = points.size
        var falling = 0
        for (i in 0 until count) {
            for (j in i + 1 until count) falling += points[i].compareTo(points[j])
        }
        return falling > 0 && 15 * falling * falling > 2 * count * (count - 1) * (2 * count + 5)
    }

    private companion object {
        const val VISIT_PER_MILLE = 2
    }
}

/** The lower one of an even number: an interrupted call is only ever longer. Sorts [values]. */
private fun lowerMedian(values: LongArray): Long {
    Arrays.sort(values)
    return values[(values.size - 1) / 2]
}
