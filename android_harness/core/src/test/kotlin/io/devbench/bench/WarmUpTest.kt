package io.devbench.bench

import io.devbench.Vectors
import io.devbench.get
import io.devbench.protocol.JsonObject
import io.devbench.protocol.WarmUpSettings
import org.junit.Assert.assertEquals
import org.junit.Test

class WarmUpTest {
    @Test
    fun `is over when the protocol says`() {
        for (case in Vectors.read("warmup/warmup.json").asJsonArray) {
            val name = case["name"].asString
            val warmUp = WarmUp(WarmUpSettings.of(JsonObject.parse(case["settings"].toString())))
            val visits = case["visits_ns"].asJsonArray.map { visit -> visit.asJsonArray.map { it.asLong } }
            var elapsedNs = 0L
            for (stagesNs in visits) {
                if (warmUp.done) break
                elapsedNs += stagesNs.sum()
                warmUp.add(stagesNs.toLongArray(), case["invokes"].asInt, elapsedNs)
            }
            assertEquals(name, case["runs"].asInt, warmUp.runs)
            assertEquals(name, case["converged"].asBoolean, warmUp.converged)
            assertEquals(name, case["done"].asBoolean, warmUp.done)
        }
    }
}
