package dev.gradus.kernel.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the class file of a final class with static fields and methods. Its version is 49, which does not require
 * stack map frames.
 *
 * <p>This class and all method writers avoid lambdas, streams and records. On first use the JVM generates a class for
 * each of them, which together takes longer than generating a loop.
 */
final class ClassFile {
    static final int PUBLIC = 0x0001;
    static final int PRIVATE = 0x0002;
    static final int STATIC = 0x0008;
    static final int FINAL = 0x0010;

    private static final int MAGIC = 0xcafebabe;
    private static final int VERSION = 49;
    private static final int SUPER = 0x0020;
    private static final String OBJECT = "java/lang/Object";

    private final ConstantPool constants = new ConstantPool();

    private final String name;
    private final Bytes head = new Bytes();
    private final List<byte[]> fields = new ArrayList<>();
    private final List<byte[]> methods = new ArrayList<>();

    /** Creates a class with a constructor without parameters. Names are written with slashes. */
    private ClassFile(String name, String extended, String... implemented) {
        this.name = name;
        head.two(PUBLIC | FINAL | SUPER)
                .two(constants.type(name))
                .two(constants.type(extended))
                .two(implemented.length);
        for (String type : implemented) {
            head.two(constants.type(type));
        }
        MethodCode constructor = new MethodCode(constants, 1);
        constructor.load(MethodCode.REFERENCE, 0);
        constructor.invokeSpecial(extended, "<init>", "()V");
        constructor.end();
        add(PUBLIC, "<init>", "()V", constructor);
    }

    static ClassFile implementing(String type, String name) {
        return new ClassFile(name, OBJECT, type);
    }

    static ClassFile extending(String type, String name) {
        return new ClassFile(name, type);
    }

    String name() {
        return name;
    }

    void addStaticField(String field, String type) {
        fields.add(new Bytes()
                .two(PRIVATE | STATIC | FINAL)
                .two(constants.text(field))
                .two(constants.text(type))
                .two(0)
                .toArray());
    }

    void add(int access, String method, String type, MethodCode code) {
        Bytes bytes = new Bytes()
                .two(access)
                .two(constants.text(method))
                .two(constants.text(type))
                .two(1);
        code.writeTo(bytes.two(constants.text("Code")));
        methods.add(bytes.toArray());
    }

    byte[] toArray() {
        Bytes bytes = new Bytes()
                .four(MAGIC)
                .four(VERSION)
                .two(constants.end())
                .all(constants.toArray())
                .all(head.toArray());
        addAll(fields, bytes);
        addAll(methods, bytes);
        return bytes.two(0).toArray();
    }

    private static void addAll(List<byte[]> members, Bytes bytes) {
        bytes.two(members.size());
        for (byte[] member : members) {
            bytes.all(member);
        }
    }

    ConstantPool constants() {
        return constants;
    }
}
