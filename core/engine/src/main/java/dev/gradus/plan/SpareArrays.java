package dev.gradus.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays shared by plans that never run at the same time and keep nothing between runs, such as those of the bodies of
 * separate loops.
 */
public final class SpareArrays {
    private final Map<Integer, List<double[]>> bySize = new HashMap<>();

    /** For each size, the number of arrays that the current plan has taken. */
    private final Map<Integer, Integer> taken = new HashMap<>();

    private long elements;

    /** Begins another plan, which may take all existing arrays. */
    public void beginPlan() {
        taken.clear();
    }

    /** Returns an array that the current plan has not taken yet. */
    public double[] take(int size) {
        List<double[]> all = bySize.computeIfAbsent(size, any -> new ArrayList<>());
        int next = taken.merge(size, 1, Integer::sum) - 1;
        if (next == all.size()) {
            all.add(new double[size]);
            elements += size;
        }
        return all.get(next);
    }

    public long bytes() {
        return Double.BYTES * elements;
    }
}
