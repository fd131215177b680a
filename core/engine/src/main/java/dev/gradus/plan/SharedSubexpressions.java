package dev.gradus.plan;

import dev.gradus.node.Constant;
import dev.gradus.node.Op;
import dev.gradus.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds ops of the same class, attributes and inputs, where the {@linkplain Op#mayBeShared op says} that they compute the
 * same.
 */
public final class SharedSubexpressions implements Rewrite {
    /** Hashes of ops above their places, counted from 1, where the hashes say; 0 where none is. Never quite full. */
    private final long[] table;

    /** For each place itself, but for a constant the first that is equal. */
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

    /** Where an op is looked for first: in a long graph this is where its neighbours were, which is still in the cache. */
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
        // Neighbouring places shall not be neighbours in the table, where runs of them would have to be searched.
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
