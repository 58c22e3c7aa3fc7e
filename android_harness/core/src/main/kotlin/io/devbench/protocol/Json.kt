package io.devbench.protocol

import com.google.gson.Strictness
import com.google.gson.stream.JsonReader
import com.google.gson.stream.JsonToken
import com.google.gson.stream.JsonWriter
import java.io.IOException
import java.io.StringReader

/** What was read is not what the contract says. [message] is a clause that wants the file before it. */
class JsonException(override val message: String) : Exception(message)

/** A JSON object, read whole. A member that is missing or of another type is a [JsonException] that names it. */
class JsonObject private constructor(private val path: String, private val members: Map<String, Any?>) {
    fun string(name: String): String = value(name) as? String ?: throw wrong(name, "is not a string")

    /** Null where the member is null or missing. */
    fun stringOrNull(name: String): String? = if (members[name] == null) null else string(name)

    fun boolean(name: String): Boolean = value(name) as? Boolean ?: throw wrong(name, "is not true or false")

    fun int(name: String, least: Int = 0): Int {
        val number = long(name, least.toLong())
        return if (number <= Int.MAX_VALUE) number.toInt() else throw wrong(name, "is too big")
    }

    fun intOrNull(name: String): Int? = if (members[name] == null) null else int(name)

    fun long(name: String, least: Long = 0): Long {
        val number = (value(name) as? Numeral)?.literal?.toLongOrNull() ?: throw wrong(name, "is not a whole number")
        return if (number >= least) number else throw wrong(name, "is less than $least")
    }

    fun double(name: String): Double = doubleOrNull(name) ?: throw wrong(name, "is missing")

    fun doubleOrNull(name: String): Double? {
        if (members[name] == null) return null
        return (value(name) as? Numeral)?.literal?.toDoubleOrNull() ?: throw wrong(name, "is not a number")
    }

    fun objectAt(name: String): JsonObject {
        val value = value(name) as? Map<*, *> ?: throw wrong(name, "is not an object")
        return of("$path$name.", value)
    }

    fun objectOrNull(name: String): JsonObject? = if (members[name] == null) null else objectAt(name)

    fun ints(name: String): IntArray {
        val values = list(name)
        return IntArray(values.size) { index ->
            (values[index] as? Numeral)?.literal?.toIntOrNull() ?: throw wrong("$name[$index]", "is not a whole number")
        }
    }

    fun strings(name: String): List<String> = list(name).mapIndexed { index, value ->
        value as? String ?: throw wrong("$name[$index]", "is not a string")
    }

    fun stringOrStrings(name: String): List<String> = if (value(name) is String) listOf(string(name)) else strings(name)

    fun objects(name: String): List<JsonObject> = list(name).mapIndexed { index, value ->
        of("$path$name[$index].", value as? Map<*, *> ?: throw wrong("$name[$index]", "is not an object"))
    }

    /** None where the member is null or missing. */
    fun objectsOrNone(name: String): List<JsonObject> = if (members[name] == null) emptyList() else objects(name)

    /** The exception for a member whose value cannot be used. */
    fun wrong(name: String, what: String) = JsonException("`$path$name` $what")

    private fun list(name: String) = value(name) as? List<*> ?: throw wrong(name, "is not a list")

    private fun value(name: String): Any = members[name] ?: throw wrong(name, "is missing")

    private class Numeral(val literal: String)

    companion object {
        /** Reads strictly: a name twice, trailing data, half a surrogate pair are errors too. */
        fun parse(text: String): JsonObject {
            val reader = JsonReader(StringReader(text))
            reader.setStrictness(Strictness.STRICT)
            val root = try {
                readToEnd(reader)
            } catch (_: IOException) {
                throw JsonException("it is not JSON at ${reader.location()}")
            }
            return of("", root as? Map<*, *> ?: throw JsonException("it is not a JSON object"))
        }

        @Suppress("UNCHECKED_CAST") // only read() makes these maps
        private fun of(path: String, members: Map<*, *>) = JsonObject(path, members as Map<String, Any?>)

        private fun readToEnd(reader: JsonReader): Any? {
            val value = read(reader)
            if (reader.peek() != JsonToken.END_DOCUMENT) throw JsonException("it goes on after its end")
            return value
        }

        private fun read(reader: JsonReader): Any? = when (reader.peek()) {
            JsonToken.BEGIN_OBJECT -> readMembers(reader)
            JsonToken.BEGIN_ARRAY -> readElements(reader)
            JsonToken.STRING -> readString(reader)
            JsonToken.NUMBER -> Numeral(reader.nextString())
            JsonToken.BOOLEAN -> reader.nextBoolean()
            else -> null.also { reader.nextNull() }
        }

        private fun readMembers(reader: JsonReader): Map<String, Any?> {
            val members = LinkedHashMap<String, Any?>()
            reader.beginObject()
            while (reader.hasNext()) {
                val name = reader.nextName()
                if (name in members) throw JsonException("it has the name $name twice at ${reader.location()}")
                members[name] = read(reader)
            }
            reader.endObject()
            return members
        }

        private fun readElements(reader: JsonReader): List<Any?> {
            val elements = ArrayList<Any?>()
            reader.beginArray()
            while (reader.hasNext()) elements.add(read(reader))
            reader.endArray()
            return elements
        }

        private fun readString(reader: JsonReader): String {
            val string = reader.nextString()
            if (!isWellFormed(string)) throw JsonException("it has half a surrogate pair at ${reader.location()}")
            return string
        }

        private fun isWellFormed(string: String): Boolean {
            var at = 0
            while (at < string.length) {
                val codePoint = string.codePointAt(at)
                if (codePoint in 0xD800..0xDFFF) return false
                at += Character.charCount(codePoint)
            }
            return true
        }

        /** `line 1 column 5 path $.name`. */
        private fun JsonReader.location() = toString().substringAfter(" at ")
    }
}

/** Null where the value is no number that JSON knows. */
fun JsonWriter.finiteOrNull(value: Double): JsonWriter =
    if (value.isNaN() || value.isInfinite()) nullValue() else value(value)

/** Null where the value is no number that JSON knows. */
fun JsonWriter.finiteOrNull(value: Float): JsonWriter =
    if (value.isNaN() || value.isInfinite()) nullValue() else value(value.toDouble())
