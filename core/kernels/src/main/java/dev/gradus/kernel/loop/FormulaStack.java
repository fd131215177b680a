package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.Instruction.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contents of the locals and the operand stack while {@link FormulaReader} executes a formula. */
final class FormulaStack {
    private final Map<Integer, Entry> locals;
    private final List<Entry> stack;
    private boolean ended;

    /** An item on the stack or in a local. */
    sealed interface Entry permits Value, Bits, Order, Truth {}

    /** A number, or bits that are not constant. */
    record Value(LoopValue value) implements Entry {}

    /** Constant bits, or a constant shift distance. */
    record Bits(long bits) implements Entry {}

    /** Two numbers to compare, and whether NaN counts as greater or as less. */
    record Order(LoopValue a, LoopValue b, boolean nanIsGreater) implements Entry {}

    /** A mask or its negation. */
    record Truth(LoopValue mask, boolean negated) implements Entry {
        static Truth of(boolean truth, LoopValue constants) {
            LoopValue zero = constants.constant(0);
            return new Truth(zero.isEqualTo(zero), !truth);
        }

        Truth opposite() {
            return new Truth(mask, !negated);
        }

        LoopValue choose(LoopValue ifTrue, LoopValue ifFalse) {
            if (ifTrue.isSameAs(ifFalse)) {
                return ifTrue;
            }
            return negated ? mask.choose(ifFalse, ifTrue) : mask.choose(ifTrue, ifFalse);
        }
    }

    FormulaStack() {
        this(new HashMap<>(), new ArrayList<>(), false);
    }

    private FormulaStack(Map<Integer, Entry> locals, List<Entry> stack, boolean ended) {
        this.locals = locals;
        this.stack = stack;
        this.ended = ended;
    }

    FormulaStack copy() {
        return new FormulaStack(new HashMap<>(locals), new ArrayList<>(stack), ended);
    }

    void push(Entry entry) {
        stack.add(entry);
    }

    Entry pop() {
        return stack.remove(stack.size() - 1);
    }

    void store(int local, Entry entry) {
        locals.put(local, entry);
    }

    Entry load(int local) {
        Entry entry = locals.get(local);
        if (entry == null) {
            throw new NoStepsException("a local without a value");
        }
        return entry;
    }

    /** Marks the method as returned, with its result on top of the stack. */
    void end() {
        ended = true;
        Entry result = pop();
        stack.clear();
        locals.clear();
        push(result);
    }

    boolean hasEnded() {
        return ended;
    }

    Entry result() {
        return pop();
    }

    /**
     * Returns these entries where {@code truth} holds and the entries of {@code others} elsewhere. Locals defined on
     * only one side are dropped.
     */
    FormulaStack mergedWith(FormulaStack others, Truth truth, LoopValue constants) {
        FormulaStack merged = new FormulaStack(new HashMap<>(), new ArrayList<>(), ended);
        for (int i = 0; i < stack.size(); i++) {
            merged.push(merge(stack.get(i), others.stack.get(i), truth, constants));
        }
        for (Map.Entry<Integer, Entry> local : locals.entrySet()) {
            Entry other = others.locals.get(local.getKey());
            if (other != null && other.getClass() == local.getValue().getClass()) {
                merged.store(local.getKey(), merge(local.getValue(), other, truth, constants));
            }
        }
        return merged;
    }

    private static Entry merge(Entry entry, Entry other, Truth truth, LoopValue constants) {
        if (entry instanceof Truth a && other instanceof Truth b) {
            return a.negated() == b.negated() && a.mask().isSameAs(b.mask()) ? a : merge(a, b, truth, constants);
        }
        LoopValue a = value(entry, constants), b = value(other, constants);
        if (a.kind() != b.kind()) {
            throw new NoStepsException("a local that holds a number or bits");
        }
        boolean areBits = a.kind() == Kind.BITS;
        LoopValue chosen = areBits ? truth.choose(a.number(), b.number()).bits() : truth.choose(a, b);
        return new Value(chosen);
    }

    private static Truth merge(Truth entry, Truth other, Truth truth, LoopValue constants) {
        LoopValue always = Truth.of(true, constants).mask();
        if (entry.mask().isSameAs(always) && other.mask().isSameAs(always)) {
            return entry.negated() ? truth.opposite() : truth;
        }
        LoopValue one = constants.constant(1), zero = constants.constant(0);
        LoopValue chosen = truth.choose(entry.choose(one, zero), other.choose(one, zero));
        return new Truth(chosen.isEqualTo(1), false);
    }

    private static LoopValue value(Entry entry, LoopValue constants) {
        if (entry instanceof Bits constant) {
            return constants.constant(Double.longBitsToDouble(constant.bits())).bits();
        }
        if (entry instanceof Value value) {
            return value.value();
        }
        throw new NoStepsException("a stored comparison");
    }
}
