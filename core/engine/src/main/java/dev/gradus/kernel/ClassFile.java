package dev.gradus.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The bytes of a class: a final one with static fields and methods. Its version is 49, so that methods need no
 * tables for the verifier.
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
    private final int[] head;
    private final List<byte[]> fields = new ArrayList<>();
    private final List<byte[]> methods = new ArrayList<>();

    /** A class of this name with a constructor without parameters; names are written with slashes. */
    private ClassFile(String name, String extended, String... implemented) {
        this.name = name;
        this.head = IntStream.concat(
                        IntStream.of(PUBLIC | FINAL | SUPER, type(name), type(extended), implemented.length),
                        Stream.of(implemented).mapToInt(this::type))
                .toArray();
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
        Bytes bytes = new Bytes().four(MAGIC).four(VERSION).two(nextPlace).all(constants.toArray());
        for (int part : head) {
            bytes.two(part);
        }
        bytes.two(fields.size());
        fields.forEach(bytes::all);
        bytes.two(methods.size());
        methods.forEach(bytes::all);
        return bytes.two(0).toArray();
    }

    // Where in the table of constants something stands; it is entered when it is first asked for.

    int type(String ofName) {
        return place(CLASS, ofName, text(ofName));
    }

    int field(String owner, String field, String type) {
        return member(FIELD, owner, field, type);
    }

    int method(String owner, String method, String type) {
        return member(METHOD, owner, method, type);
    }

    int number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return place(List.of(DOUBLE, bits), 2, table -> table.one(DOUBLE).eight(bits));
    }

    int number(long value) {
        return place(List.of(LONG, value), 2, table -> table.one(LONG).eight(value));
    }

    private int member(int kind, String owner, String member, String type) {
        int nameAndType = place(NAME_AND_TYPE, member + type, text(member), text(type));
        return place(kind, owner + member + type, type(owner), nameAndType);
    }

    private int text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return place(
                List.of(UTF8, text),
                1,
                table -> table.one(UTF8).two(bytes.length).all(bytes));
    }

    private int place(int kind, String key, int... parts) {
        return place(List.of(kind, key), 1, table -> {
            table.one(kind);
            for (int part : parts) {
                table.two(part);
            }
        });
    }

    private int place(List<Object> key, int size, Consumer<Bytes> constant) {
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        int place = nextPlace;
        nextPlace += size;
        places.put(key, place);
        constant.accept(constants);
        return place;
    }
}
