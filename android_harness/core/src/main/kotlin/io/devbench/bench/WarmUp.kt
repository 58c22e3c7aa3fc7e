package io.devbench.bench

import io.devbench.protocol.WarmUpSettings
import java.util.Arrays
import kotlin.math.abs

/** When the warm-up is over: a pure decision over durations, the twin of `devbench.host_harness.warmup`. */
class WarmUp(private val settings: WarmUpSettings) {
    private var durationsNs = LongArray(256)
    var runs = 0
        private set
    var converged = false
        private set
    var done = false
        private set

    /** [durationNs] of this invoke; [elapsedNs] since the warm-up began. */
    fun add(durationNs: Long, elapsedNs: Long) {
        if (runs == durationsNs.size) durationsNs = durationsNs.copyOf(2 * runs)
        durationsNs[runs++] = durationNs
        val enough = runs >= settings.minRuns && elapsedNs >= settings.minNs
        converged = enough && hasConverged()
        done = converged || elapsedNs >= settings.maxNs
    }

    /** The median of the last third is within 4 % of that of the third before (the bound of androidx.benchmark). */
    private fun hasConverged(): Boolean {
        val third = maxOf(1, runs / 3)
        if (runs < 2 * third) return false
        val last = medianNs(runs - third, runs)
        val before = medianNs(runs - 2 * third, runs - third)
        return 100 * abs(last - before) <= 4 * before
    }

    private fun medianNs(from: Int, to: Int): Long {
        val sorted = durationsNs.copyOfRange(from, to)
        Arrays.sort(sorted)
        return sorted[sorted.size / 2]
    }
}
