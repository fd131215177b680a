package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import dev.gradus.plan.AbsorbedTransposes;
import dev.gradus.plan.ExactIdentities;
import dev.gradus.plan.FoldedConstants;
import dev.gradus.plan.JoinedMoves;
import dev.gradus.plan.JoinedPads;
import dev.gradus.plan.Program;
import dev.gradus.plan.Rewrite;
import dev.gradus.plan.RowGroups;
import dev.gradus.plan.SharedSubexpressions;
import dev.gradus.plan.Views;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Applies the rewriting optimizations to one op at a time, inputs first. */
final class Rewrites {
    private Rewrites() {}

    /** Rewrites the program, and returns the number of ops that each optimization changed. */
    static Map<Optimization, Integer> apply(Program program, PlanOptions options) {
        Set<Optimization> optimizations = options.optimizations();
        Map<Optimization, Rewrite> simplifying = new EnumMap<>(Optimization.class);
        simplifying.put(Optimization.FOLDED_CONSTANTS, new FoldedConstants());
        simplifying.put(Optimization.EXACT_IDENTITIES, new ExactIdentities());
        simplifying.put(Optimization.VIEWS, new Views());
        simplifying.keySet().retainAll(optimizations);
        if (optimizations.contains(Optimization.SHARED_SUBEXPRESSIONS)) {
            program.rewriting(Optimization.SHARED_SUBEXPRESSIONS);
            simplifying.put(Optimization.SHARED_SUBEXPRESSIONS, new SharedSubexpressions(program));
        }
        Map<Optimization, Integer> found = new EnumMap<>(Optimization.class);
        BitSet products = simplify(program, simplifying, found);
        if (optimizations.contains(Optimization.ROW_BLOCKS)) {
            program.rewriting(Optimization.ROW_BLOCKS);
            BitSet inBlocks = RowGroups.replace(
                    program, options.loopsAtOnce(), group -> options.rowBlocks().apply(group, options));
            found.put(Optimization.ROW_BLOCKS, inBlocks.cardinality());
            products.andNot(inBlocks);
        }
        // At the end, because sharing compares the inputs that ops have in the graph.
        if (optimizations.contains(Optimization.ABSORBED_TRANSPOSES)) {
            program.rewriting(Optimization.ABSORBED_TRANSPOSES);
            found.put(Optimization.ABSORBED_TRANSPOSES, changed(program, products.stream(), new AbsorbedTransposes()));
        }
        program.rewriting(Optimization.VIEWS);
        if (optimizations.contains(Optimization.VIEWS) && program.largest() >= Kernels.FEWEST_FOR_VECTORS) {
            int joined = changed(program, IntStream.range(0, program.size()), new JoinedPads());
            found.merge(Optimization.VIEWS, joined, Integer::sum);
        }
        if (optimizations.contains(Optimization.VIEWS) && program.largest() >= JoinedMoves.FEWEST) {
            int joined = changed(program, IntStream.range(0, program.size()), new JoinedMoves(program));
            found.merge(Optimization.VIEWS, joined, Integer::sum);
        }
        return found;
    }

    /** Tries the rewrites at each op until one changes it. Returns the matrix products that remain. */
    private static BitSet simplify(
            Program program, Map<Optimization, Rewrite> rewrites, Map<Optimization, Integer> found) {
        Rewrite[] inOrder = rewrites.values().toArray(Rewrite[]::new);
        Optimization[] names = rewrites.keySet().toArray(Optimization[]::new);
        int[] counts = new int[inOrder.length];
        BitSet products = new BitSet();
        for (int index = 0; index < program.size(); index++) {
            program.leaveOutWrittenForm(index);
            if (program.isComputed(index)) {
                int finder = finder(inOrder, names, program, index);
                if (finder >= 0) {
                    counts[finder]++;
                } else if (AbsorbedTransposes.concerns(program, index)) {
                    products.set(index);
                }
            }
        }
        int next = 0;
        for (Optimization optimization : rewrites.keySet()) {
            found.put(optimization, counts[next++]);
        }
        return products;
    }

    private static int changed(Program program, IntStream indices, Rewrite rewrite) {
        return (int) indices.filter(program::isComputed)
                .filter(index -> rewrite.apply(program, index))
                .count();
    }

    private static int finder(Rewrite[] rewrites, Optimization[] names, Program program, int index) {
        for (int i = 0; i < rewrites.length; i++) {
            program.rewriting(names[i]);
            if (rewrites[i].apply(program, index)) {
                return i;
            }
        }
        return -1;
    }
}
