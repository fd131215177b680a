package dev.gradus.plan;

import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a loop write each result into an array of its own instead of one vector of all results. Results that nothing
 * reads are not computed.
 */
public final class SeparateResults {
    private SeparateResults() {}

    /**
     * Applies to each loop of which only {@link LoopResult}s read the value.
     *
     * @return the number of results that now have arrays of their own
     */
    public static int apply(Program program, BitSet ops) {
        Map<Integer, List<Integer>> readers = new HashMap<>();
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            if (program.node(index) instanceof Loop && !program.isResult(index)) {
                readers.put(index, new ArrayList<>());
            } else if (!readers.isEmpty()) {
                noteUse(program, index, readers);
            }
        }
        int count = 0;
        for (Map.Entry<Integer, List<Integer>> entry : readers.entrySet()) {
            int[] indices =
                    entry.getValue().stream().mapToInt(Integer::intValue).toArray();
            Map<Loop.Result, Integer> all = new HashMap<>();
            ((Loop) program.node(entry.getKey())).results().forEach(result -> all.put(result, all.size()));
            int[] numbers = Arrays.stream(indices)
                    .map(index -> all.get(((LoopResult) program.node(index)).result()))
                    .toArray();
            program.separate(entry.getKey(), indices, numbers);
            count += indices.length;
        }
        return count;
    }

    private static void noteUse(Program program, int index, Map<Integer, List<Integer>> readers) {
        for (int i = 0; i < program.inputs(index); i++) {
            int input = program.input(index, i);
            if (readers.containsKey(input)) {
                if (program.node(index) instanceof LoopResult) {
                    readers.get(input).add(index);
                } else {
                    readers.remove(input); // it reads the vector
                }
            }
        }
    }
}
