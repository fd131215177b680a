package dev.gradus.run;

import dev.gradus.plan.AbsorbedTransposes;
import dev.gradus.plan.ExactIdentities;
import dev.gradus.plan.FoldedConstants;
import dev.gradus.plan.JoinedMoves;
import dev.gradus.plan.Program;
import dev.gradus.plan.Rewrite;
import dev.gradus.plan.SharedSubexpressions;
import dev.gradus.plan.Views;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Applies the rewriting optimizations to one op at a time, inputs first. */
final class Rewrites {
    private Rewrites() {}

    /** Rewrites the program, and returns the number of ops that each optimization changed. */
    static Map<Optimization, Integer> apply(Program program, Set<Optimization> optimizations) {
        Map<Optimization, Rewrite> simplifying = new EnumMap<>(Optimization.class);
        simplifying.put(Optimization.FOLDED_CONSTANTS, new FoldedConstants());
        simplifying.put(Optimization.EXACT_IDENTITIES, new ExactIdentities());
        simplifying.put(Optimization.VIEWS, new Views());
        simplifying.put(Optimization.SHARED_SUBEXPRESSIONS, new SharedSubexpressions(program));
        // In a sweep of its own at the end, because sharing compares the inputs that ops have in the graph.
        Map<Optimization, Rewrite> absorbing =
                new EnumMap<>(Map.of(Optimization.ABSORBED_TRANSPOSES, new AbsorbedTransposes()));
        Map<Optimization, Integer> found = new EnumMap<>(Optimization.class);
        sweep(program, simplifying, optimizations, found);
        sweep(program, absorbing, optimizations, found);
        if (optimizations.contains(Optimization.VIEWS) && program.largest() >= JoinedMoves.FEWEST) {
            JoinedMoves joined = new JoinedMoves(program);
            for (int index = 0; index < program.size(); index++) {
                if (program.isComputed(index) && joined.apply(program, index)) {
                    found.merge(Optimization.VIEWS, 1, Integer::sum);
                }
            }
        }
        return found;
    }

    /** Tries the rewrites at each op until one changes it. */
    private static void sweep(
            Program program,
            Map<Optimization, Rewrite> rewrites,
            Set<Optimization> optimizations,
            Map<Optimization, Integer> found) {
        rewrites.keySet().retainAll(optimizations);
        Rewrite[] inOrder = rewrites.values().toArray(Rewrite[]::new);
        int[] counts = new int[inOrder.length];
        for (int index = 0; index < program.size(); index++) {
            program.leaveOutWrittenForm(index);
            if (program.isComputed(index)) {
                int finder = finder(inOrder, program, index);
                if (finder >= 0) {
                    counts[finder]++;
                }
            }
        }
        int next = 0;
        for (Optimization optimization : rewrites.keySet()) {
            found.put(optimization, counts[next++]);
        }
    }

    private static int finder(Rewrite[] rewrites, Program program, int index) {
        for (int i = 0; i < rewrites.length; i++) {
            if (rewrites[i].apply(program, index)) {
                return i;
            }
        }
        return -1;
    }
}
