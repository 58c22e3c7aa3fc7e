package io.devbench.protocol

import io.devbench.Vectors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Test

class JsonTest {
    @Test
    fun `a job that is cut off anywhere is refused`() {
        val job = Vectors.file("protocol/job-question-answering.json").readText()
        for (length in 0 until job.length) {
            assertThrows(JsonException::class.java) { JsonObject.parse(job.substring(0, length)) }
        }
    }

    @Test
    fun `what is not JSON to the letter is refused`() {
        val broken = listOf(
            """{'a':1}""", """{a:1}""", """{"a":1,}""", """{"a":01}""", """{"a":NaN}""", """{"a":TRUE}""",
            "{\"a\":\"\t\"}", """{"a":1}x""", """{"a":1} {}""", """{"a":1,"a":2}""",
            """{"b":{"a":1,"\u0061":2}}""", """{"a":"\udc00"}""", "[1]", "1", "null",
        )
        for (text in broken) assertThrows(text, JsonException::class.java) { JsonObject.parse(text) }
    }

    @Test
    fun `errors name the place`() {
        assertEquals("`a.b` is not a string", message("""{"a":{"b":1}}""") { it.objectAt("a").string("b") })
        assertEquals("`a[1].b` is missing", message("""{"a":[{},{}]}""") { it.objects("a")[1].string("b") })
        assertEquals("`a` is less than 1", message("""{"a":0}""") { it.int("a", least = 1) })
        assertEquals("it is not JSON at line 1 column 6 path $.a", message("""{"a":""") { })
    }

    @Test
    fun `values come out as they are written`() {
        val json = JsonObject.parse(
            """ {"s":"\u3042\ud83d\ude00\n", "l":9223372036854775807, "n":null, "t": true, "d": -2.5e1} """,
        )
        assertEquals("あ😀\n", json.string("s"))
        assertEquals(Long.MAX_VALUE, json.long("l"))
        assertEquals(true, json.boolean("t"))
        assertEquals(-25.0, json.double("d"), 0.0)
        assertNull(json.stringOrNull("n"))
        assertNull(json.stringOrNull("missing"))
    }

    private fun message(text: String, use: (JsonObject) -> Unit) =
        assertThrows(JsonException::class.java) { use(JsonObject.parse(text)) }.message
}
