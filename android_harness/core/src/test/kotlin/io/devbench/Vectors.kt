package io.devbench

import com.google.gson.JsonElement
import com.google.gson.JsonParser
import java.io.File

/** The cases that pytest reads too: `tests/vectors`. */
object Vectors {
    fun file(path: String): File {
        val folder = System.getProperty("devbench.vectors") ?: error("-Ddevbench.vectors must name tests/vectors")
        return File(folder, path)
    }

    fun read(path: String): JsonElement = JsonParser.parseString(file(path).readText())
}

operator fun JsonElement.get(name: String): JsonElement = asJsonObject.get(name)

fun JsonElement.ints(): List<Int> = asJsonArray.map { it.asInt }
