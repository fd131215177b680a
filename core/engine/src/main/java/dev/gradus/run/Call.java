package dev.gradus.run;

import java.util.List;

/**
 * What a thread does with a run. A record, because the JVM treats a record's fields as constants.
 *
 * @param code three bits of a {@linkplain Turns#state state}, above the two of its progress
 * @param isPass whether the run's numbers are incomplete while it lasts
 */
record Call(String name, int code, boolean isPass) {
    static final Call FEED = new Call("feed(…)", 1 << 2, false);
    static final Call FORWARD = new Call("forward()", 2 << 2, true);
    static final Call BACKWARD = new Call("backward()", 3 << 2, true);
    static final Call READ = new Call("value(…)", 4 << 2, false);
    static final Call READ_GRADIENT = new Call("gradient(…)", 5 << 2, false);
    static final Call UPDATE = new Call("update(…)", 6 << 2, false);
    static final Call STEP = new Call("an optimizer's step", 7 << 2, false);

    private static final List<Call> ALL = List.of(FEED, FORWARD, BACKWARD, READ, READ_GRADIENT, UPDATE, STEP);

    static Call of(int state) {
        return ALL.get((state >> 2 & 7) - 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
