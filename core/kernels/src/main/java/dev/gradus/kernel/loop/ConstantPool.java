package dev.gradus.kernel.loop;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constant pool of a {@link ClassFile}. Each method returns the index of a constant, adding it if it is new. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private final Map<List<Object>, Integer> indices = new HashMap<>();
    private final Bytes bytes = new Bytes();
    private int nextIndex = 1;

    int type(String ofName) {
        return index(List.of(CLASS, ofName), 1, new Bytes().one(CLASS).two(text(ofName)));
    }

    int field(String owner, String field, String type) {
        return member(FIELD, owner, field, type);
    }

    int method(String owner, String method, String type) {
        return member(METHOD, owner, method, type);
    }

    int number(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return index(List.of(DOUBLE, bits), 2, new Bytes().one(DOUBLE).eight(bits));
    }

    int number(long value) {
        return index(List.of(LONG, value), 2, new Bytes().one(LONG).eight(value));
    }

    private int member(int kind, String owner, String member, String type) {
        List<Object> key = List.of(kind, owner, member, type);
        Integer known = indices.get(key);
        if (known != null) {
            return known;
        }
        int nameAndType = index(
                List.of(NAME_AND_TYPE, member, type),
                1,
                new Bytes().one(NAME_AND_TYPE).two(text(member)).two(text(type)));
        return index(key, 1, new Bytes().one(kind).two(type(owner)).two(nameAndType));
    }

    int text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return index(
                List.of(UTF8, text), 1, new Bytes().one(UTF8).two(utf8.length).all(utf8));
    }

    private int index(List<Object> key, int size, Bytes constant) {
        Integer known = indices.get(key);
        if (known != null) {
            return known;
        }
        int index = nextIndex;
        nextIndex += size;
        indices.put(key, index);
        bytes.all(constant.toArray());
        return index;
    }

    int end() {
        return nextIndex;
    }

    byte[] toArray() {
        return bytes.toArray();
    }
}
