package dev.gradus.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a class: a final one with static fields and methods. Its version is 49, so that methods need no
 * tables for the verifier.
 *
 * <p>Here and in what writes methods there are no lambdas, streams or records: the JVM makes a class for each of them when it
 * is first met, which together takes longer than to make a loop.
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

    // The kinds of constants.
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private final Map<List<Object>, Integer> places = new HashMap<>();
    private final Bytes constants = new Bytes();
    private int nextPlace = 1;

    private final String name;
    private final Bytes head = new Bytes();
    private final List<byte[]> fields = new ArrayList<>();
    private final List<byte[]> methods = new ArrayList<>();

    /** A class of this name with a constructor without parameters; names are written with slashes. */
    private ClassFile(String name, String extended, String... implemented) {
        this.name = name;
        head.two(PUBLIC | FINAL | SUPER).two(type(name)).two(type(extended)).two(implemented.length);
        for (String type : implemented) {
            head.two(type(type));
        }
        MethodCode constructor = new MethodCode(this, 1);
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
                .two(text(field))
                .two(text(type))
                .two(0)
                .toArray());
    }

    void add(int access, String method, String type, MethodCode code) {
        Bytes bytes = new Bytes().two(access).two(text(method)).two(text(type)).two(1);
        code.writeTo(bytes.two(text("Code")));
        methods.add(bytes.toArray());
    }

    byte[] toArray() {
        Bytes bytes = new Bytes()
                .four(MAGIC)
                .four(VERSION)
                .two(nextPlace)
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

    // Where in the table of constants something stands; it is entered when it is first asked for.

    int type(String ofName) {
        return place(List.of(CLASS, ofName), 1, new Bytes().one(CLASS).two(text(ofName)));
    }

    int field(String owner, String field, String type) {
        return member(FIELD, owner, field, type);
    }

    int method(String owner, String method, String type) {
        return member(METHOD, owner, method, type);
    }

    int number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return place(List.of(DOUBLE, bits), 2, new Bytes().one(DOUBLE).eight(bits));
    }

    int number(long value) {
        return place(List.of(LONG, value), 2, new Bytes().one(LONG).eight(value));
    }

    private int member(int kind, String owner, String member, String type) {
        List<Object> key = List.of(kind, owner, member, type);
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        int nameAndType = place(
                List.of(NAME_AND_TYPE, member, type),
                1,
                new Bytes().one(NAME_AND_TYPE).two(text(member)).two(text(type)));
        return place(key, 1, new Bytes().one(kind).two(type(owner)).two(nameAndType));
    }

    private int text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return place(
                List.of(UTF8, text), 1, new Bytes().one(UTF8).two(bytes.length).all(bytes));
    }

    private int place(List<Object> key, int size, Bytes constant) {
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        int place = nextPlace;
        nextPlace += size;
        places.put(key, place);
        constants.all(constant.toArray());
        return place;
    }
}
