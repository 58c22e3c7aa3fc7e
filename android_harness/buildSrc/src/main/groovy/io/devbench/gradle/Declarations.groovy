package io.devbench.gradle

import java.util.zip.GZIPInputStream
import org.codehaus.mojo.animal_sniffer.Clazz
import org.jf.dexlib2.iface.DexFile
import org.jf.dexlib2.iface.reference.FieldReference
import org.jf.dexlib2.iface.reference.MethodReference

/** The classes that there are, and what they have. Types are written as in a dex: Ljava/lang/String; */
class Declarations {
    /** By name as in animal-sniffer's signatures: java/lang/String. */
    private final Map<String, Clazz> classes = [:]

    /** Adds the public classes of an API, from a file of animal-sniffer's signatures. */
    void addApi(File signatures) {
        new SignatureStream(new GZIPInputStream(signatures.newInputStream())).withCloseable { stream ->
            for (Clazz next = stream.readObject() as Clazz; next != null; next = stream.readObject() as Clazz) {
                classes[next.name] = next
            }
        }
    }

    void addDex(DexFile dex) {
        for (type in dex.classes) {
            def members = (type.methods + type.fields).collect { signature(it) } as Set
            def parent = type.superclass ? name(type.superclass) : null
            classes[name(type.type)] = new Clazz(name(type.type), members, parent, type.interfaces.collect { name(it) } as String[])
        }
    }

    /** `dalvik.annotation` belongs to the dex format: no class stands behind it. */
    boolean hasType(String type) {
        def element = type.replaceFirst(/^\[+/, '')
        !element.startsWith('L') || element.startsWith('Ldalvik/annotation/') || classes.containsKey(name(element))
    }

    /** Members are inherited; an array has Object's and its own clone(). */
    boolean hasMember(String type, String signature) {
        if (type.startsWith('[')) return signature.startsWith('clone()') || hasMember('Ljava/lang/Object;', signature)
        def left = [name(type)] as ArrayDeque
        while (left) {
            def found = classes[left.poll()]
            if (found?.signatures?.contains(signature)) return true
            if (found) left.addAll(([found.superClass] + (found.superInterfaces as List)).findAll())
        }
        false
    }

    static String signature(MethodReference method) {
        "$method.name(${method.parameterTypes.join('')})$method.returnType"
    }

    static String signature(FieldReference field) { "$field.name#$field.type" }

    private static String name(String type) { type[1..-2] }

    /** An ObjectInputStream looks classes up for whoever calls it, which Groovy's way of calling hides. */
    private static class SignatureStream extends ObjectInputStream {
        SignatureStream(InputStream source) { super(source) }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) { Class.forName(type.name, false, Clazz.classLoader) }
    }
}
