package dev.gradus.plan;

import dev.gradus.node.Constant;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Shares ops of the same class, attributes and inputs, if the {@linkplain Op#mayBeShared op agrees}. */
public final class SharedSubexpressions implements Rewrite {
    /** A hash table, never quite full: an op's hash above its place, counted from 1; 0 where it is empty. */
    private final long[] table;

    /** For each place itself, but for a constant the first equal one. */
    private final int[] first;

    public SharedSubexpressions(Program program) {
        table = new long[2 * Integer.highestOneBit(program.size() + program.size() / 3 + 1)];
        first = new int[program.size()];
        Map<Tensor, Integer> constants = new HashMap<>();
        for (int place = 0; place < first.length; place++) {
            first[place] = place;
            if (program.isConstant(place) && program.node(place) instanceof Constant constant) {
                Integer known = constants.putIfAbsent(constant.value(), place);
                first[place] = known == null ? place : known;
            }
        }
    }

    @Override
    public boolean apply(Program program, int place) {
        if (!((Op) program.node(place)).mayBeShared()) {
            return false;
        }
        int hash = hash(program, place);
        int slot = latestInput(program, place) & table.length - 1;
        if (table[slot] != 0 && !isEqual(program, table[slot], hash, place)) {
            slot = hash & table.length - 1;
            while (table[slot] != 0 && !isEqual(program, table[slot], hash, place)) {
                slot = slot + 1 & table.length - 1;
            }
        }
        if (table[slot] != 0) {
            return program.replace(place, (int) table[slot] - 1);
        }
        table[slot] = (long) hash << Integer.SIZE | place + 1;
        return false;
    }

    /** Where the search for an op starts: near its neighbours in a long graph, which are still in the cache. */
    private int latestInput(Program program, int place) {
        int latest = 0;
        for (int i = 0; i < program.inputs(place); i++) {
            latest = Math.max(latest, first[program.input(place, i)]);
        }
        return latest;
    }

    private int hash(Program program, int place) {
        Op op = (Op) program.node(place);
        int hash = 31 * op.getClass().hashCode() + op.attributes().hashCode();
        for (int i = 0; i < program.inputs(place); i++) {
            hash = 31 * hash + first[program.input(place, i)];
        }
        // Neighbours must be scattered in the table, or searches would walk along runs of them.
        int spread = hash * 0x9E3779B9;
        return spread ^ spread >>> 16;
    }

    private boolean isEqual(Program program, long entry, int hash, int place) {
        return (int) (entry >>> Integer.SIZE) == hash && areEqual(program, (int) entry - 1, place);
    }

    /** A view has another shape than the value that it looks at, so the shapes count as well. */
    private boolean areEqual(Program program, int known, int place) {
        Op a = (Op) program.node(known);
        Op b = (Op) program.node(place);
        boolean equal = a.getClass() == b.getClass()
                && program.inputs(known) == program.inputs(place)
                && a.attributes().equals(b.attributes());
        for (int i = 0; equal && i < program.inputs(place); i++) {
            equal = first[program.input(known, i)] == first[program.input(place, i)]
                    && a.input(i).shape().equals(b.input(i).shape());
        }
        return equal;
    }
}
