package dev.gradus.run;

import dev.gradus.plan.AbsorbedTransposes;
import dev.gradus.plan.ExactIdentities;
import dev.gradus.plan.FoldedConstants;
import dev.gradus.plan.Program;
import dev.gradus.plan.Rewrite;
import dev.gradus.plan.SharedSubexpressions;
import dev.gradus.plan.Views;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Applies the rewriting passes to one op at a time, inputs first. */
final class Rewrites {
    private Rewrites() {}

    /** How often each of them found something. */
    static Map<Pass, Integer> apply(Program program, Set<Pass> passes) {
        Map<Pass, Rewrite> simplifying = new EnumMap<>(Pass.class);
        simplifying.put(Pass.FOLDED_CONSTANTS, new FoldedConstants());
        simplifying.put(Pass.EXACT_IDENTITIES, new ExactIdentities());
        simplifying.put(Pass.VIEWS, new Views());
        simplifying.put(Pass.SHARED_SUBEXPRESSIONS, new SharedSubexpressions(program));
        // Last and alone: before it ops still read what the graph says, by which equal ops are known.
        Map<Pass, Rewrite> absorbing = new EnumMap<>(Map.of(Pass.ABSORBED_TRANSPOSES, new AbsorbedTransposes()));
        Map<Pass, Integer> found = new EnumMap<>(Pass.class);
        sweep(program, simplifying, passes, found);
        sweep(program, absorbing, passes, found);
        return found;
    }

    /** Tries them in order at each op, until one finds something. */
    private static void sweep(
            Program program, Map<Pass, Rewrite> rewrites, Set<Pass> passes, Map<Pass, Integer> found) {
        rewrites.keySet().retainAll(passes);
        Rewrite[] inOrder = rewrites.values().toArray(Rewrite[]::new);
        int[] counts = new int[inOrder.length];
        for (int place = 0; place < program.size(); place++) {
            program.leaveOutWrittenForm(place);
            if (program.isComputed(place)) {
                int finder = finder(inOrder, program, place);
                if (finder >= 0) {
                    counts[finder]++;
                }
            }
        }
        int next = 0;
        for (Pass pass : rewrites.keySet()) {
            found.put(pass, counts[next++]);
        }
    }

    private static int finder(Rewrite[] rewrites, Program program, int place) {
        for (int i = 0; i < rewrites.length; i++) {
            if (rewrites[i].apply(program, place)) {
                return i;
            }
        }
        return -1;
    }
}
