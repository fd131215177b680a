package dev.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays that several plans use in turn, as those of loops that never run at the same time and keep nothing in them between
 * runs.
 */
public final class SpareArrays {
    private final Map<Integer, List<double[]>> bySize = new HashMap<>();

    /** For each size how many of the arrays the present plan has. */
    private final Map<Integer, Integer> taken = new HashMap<>();

    private long elements;

    /** Begins another plan, which may use all arrays that there are. */
    public void beginPlan() {
        taken.clear();
    }

    /** An array that the present plan does not have yet. */
    public double[] take(int size) {
        List<double[]> all = bySize.computeIfAbsent(size, any -> new ArrayList<>());
        int next = taken.merge(size, 1, Integer::sum) - 1;
        if (next == all.size()) {
            all.add(new double[size]);
            elements += size;
        }
        return all.get(next);
    }

    /** The size of all arrays. */
    public long bytes() {
        return Double.BYTES * elements;
    }
}
