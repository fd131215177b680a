package dev.gradus.sparse;

import java.util.Arrays;

/** Joins sorted sets of indices below a limit, in time linear in their sizes. */
final class Union {
    static final int[] EMPTY = {};

    private final int[] seenIn;
    private int round;
    private int[] members = new int[16];
    private int size;

    /** The only set added so far, if there is exactly one. */
    private int[] only = EMPTY;

    Union(int limit) {
        seenIn = new int[limit];
    }

    Union begin() {
        round++;
        size = 0;
        only = EMPTY;
        return this;
    }

    @SuppressWarnings("ReferenceEquality") // the same set is common and need not be compared
    Union add(int[] set) {
        if (set.length == 0 || set == only) {
            return this;
        }
        if (size == 0) {
            only = set;
        } else {
            only = EMPTY;
        }
        for (int member : set) {
            if (seenIn[member] != round) {
                seenIn[member] = round;
                if (size == members.length) {
                    members = Arrays.copyOf(members, 2 * size);
                }
                members[size++] = member;
            }
        }
        return this;
    }

    /** Returns all members of the added sets, sorted, or the set itself if there is only one. */
    int[] set() {
        if (only.length > 0 || size == 0) {
            return only;
        }
        int[] set = Arrays.copyOf(members, size);
        Arrays.sort(set);
        return set;
    }
}
