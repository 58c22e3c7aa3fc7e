package io.devbench.protocol

import java.io.Closeable
import java.io.File
import java.io.FileOutputStream

/** Writes `result.jsonl` and its raw outputs. Without [finish] there is no footer, and the result is not whole. */
class ResultWriter(result: File, outputs: File) :
    OutputSink,
    Closeable {
    private val stream = FileOutputStream(result).buffered()
    private val digest = Sha256()
    private val outputsWriter = OutputsWriter(outputs)
    private var records = 0

    fun write(record: ResultRecord) {
        val line = record.toBytes()
        stream.write(line)
        digest.update(line, line.size)
        records++
    }

    override fun write(role: String, shape: IntArray, values: FloatArray): OutputSlice =
        OutputSlice(role, shape, outputsWriter.write(values))

    fun flush() = stream.flush()

    fun finish() {
        outputsWriter.close()
        val footer = FooterRecord(records, digest.hex(), outputsWriter.bytes, outputsWriter.sha256())
        stream.write(footer.toBytes())
        stream.flush()
    }

    override fun close() {
        stream.use { outputsWriter.close() }
    }
}
