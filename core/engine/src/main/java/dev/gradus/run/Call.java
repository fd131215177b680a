package dev.gradus.run;

import java.util.List;

/**
 * A method of a run that a thread can be in. It is a record because the JVM treats a record's fields as constants.
 *
 * @param code its code in {@link ThreadCheck.Calls#underWay}
 * @param isPass whether the run's numbers are incomplete during the call
 */
record Call(String name, int code, boolean isPass) {
    static final int BITS = 3;

    static final Call FEED = new Call("feed(…)", 1, false);
    static final Call FORWARD = new Call("forward()", 2, true);
    static final Call BACKWARD = new Call("backward()", 3, true);
    static final Call READ = new Call("value(…)", 4, false);
    static final Call READ_GRADIENT = new Call("gradient(…)", 5, false);
    static final Call UPDATE = new Call("update(…)", 6, false);
    static final Call STEP = new Call("an optimizer's step", 7, false);

    private static final List<Call> ALL = List.of(FEED, FORWARD, BACKWARD, READ, READ_GRADIENT, UPDATE, STEP);

    /** Returns the innermost of the calls under way. */
    static Call of(int calls) {
        return ALL.get((calls & (1 << BITS) - 1) - 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
