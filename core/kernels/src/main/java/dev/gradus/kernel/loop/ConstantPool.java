package dev.gradus.kernel.loop;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constants of a {@link ClassFile}: each method returns a constant's place, and adds the constant if it is new. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private final Map<List<Object>, Integer> places = new HashMap<>();
    private final Bytes bytes = new Bytes();
    private int nextPlace = 1;

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

    int text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return place(
                List.of(UTF8, text), 1, new Bytes().one(UTF8).two(utf8.length).all(utf8));
    }

    private int place(List<Object> key, int size, Bytes constant) {
        Integer known = places.get(key);
        if (known != null) {
            return known;
        }
        int place = nextPlace;
        nextPlace += size;
        places.put(key, place);
        bytes.all(constant.toArray());
        return place;
    }

    int end() {
        return nextPlace;
    }

    byte[] toArray() {
        return bytes.toArray();
    }
}
