package io.devbench.protocol

import com.google.gson.stream.JsonWriter
import java.io.ByteArrayOutputStream

/** One line of JSON that the harness writes: an event or a record. */
sealed class Message(private val tagName: String, private val tag: String) {
    protected abstract fun writeMembers(json: JsonWriter)

    /** The line, its end included. */
    fun toBytes(): ByteArray {
        val bytes = ByteArrayOutputStream()
        bytes.writer().use { writer ->
            val json = JsonWriter(writer)
            json.beginObject().name(tagName).value(tag)
            writeMembers(json)
            json.endObject()
            writer.write("\n")
        }
        return bytes.toByteArray()
    }
}
