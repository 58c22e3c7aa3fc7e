package io.devbench.android

import org.junit.Assert.assertEquals
import org.junit.Test
import java.nio.ByteBuffer

class ModelFlatbufferTest {
    @Test
    fun `the operators of the main graph are counted`() {
        val bytes = MODEL.chunked(2).map { it.toInt(16).toByte() }.toByteArray()
        assertEquals(3, ModelFlatbuffer(ByteBuffer.wrap(bytes)).operators)
    }

    private companion object {
        /** A model of one graph of three operators and no tensors, as flatbuffers' own builder writes it. */
        const val MODEL =
            "1800000054464c3300000e00140010000c000800000004000e0000001000000010000000980000000300000000000000" +
                "01000000100000000c00140010000c00080004000c000000100000006400000064000000640000000300000040000000" +
                "1c00000004000000d6ffffff08000000080000000000000000000000eaffffff08000000080000000000000000000000" +
                "00000a000c000000080004000a0000000800000008000000000000000000000000000000000000000000000000000000"
    }
}
