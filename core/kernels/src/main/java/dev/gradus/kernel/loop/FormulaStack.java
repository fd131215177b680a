package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.Instruction.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the locals and the stack of a formula hold while {@link FormulaReader} reads it. */
final class FormulaStack {
    private final Map<Integer, Entry> locals;
    private final List<Entry> stack;
    private boolean ended;

    /** One thing on the stack or in a local. */
    sealed interface Entry permits Value, Bits, Order, Truth {}

    /** A number, or bits that are not constant. */
    record Value(LoopValue value) implements Entry {}

    /** Constant bits, or a constant number of places. */
    record Bits(long bits) implements Entry {}

    /** Two numbers to be compared, and whether a NaN counts as greater or as less. */
    record Order(LoopValue a, LoopValue b, boolean nanIsGreater) implements Entry {}

    /** A mask, or its opposite. */
    record Truth(LoopValue mask, boolean negated) implements Entry {
        static Truth of(boolean truth, LoopValue anyNumber) {
            LoopValue zero = anyNumber.constant(0);
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

    /** The method has returned what is on top. */
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

    /** These entries where it is true, the others' elsewhere. Locals that only one side has are forgotten. */
    FormulaStack mergedWith(FormulaStack others, Truth truth, LoopValue anyNumber) {
        FormulaStack merged = new FormulaStack(new HashMap<>(), new ArrayList<>(), ended);
        for (int i = 0; i < stack.size(); i++) {
            merged.push(merge(stack.get(i), others.stack.get(i), truth, anyNumber));
        }
        for (Map.Entry<Integer, Entry> local : locals.entrySet()) {
            Entry other = others.locals.get(local.getKey());
            if (other != null && other.getClass() == local.getValue().getClass()) {
                merged.store(local.getKey(), merge(local.getValue(), other, truth, anyNumber));
            }
        }
        return merged;
    }

    private static Entry merge(Entry entry, Entry other, Truth truth, LoopValue anyNumber) {
        if (entry instanceof Truth a && other instanceof Truth b) {
            return a.negated() == b.negated() && a.mask().isSameAs(b.mask()) ? a : merge(a, b, truth, anyNumber);
        }
        LoopValue a = value(entry, anyNumber), b = value(other, anyNumber);
        if (a.kind() != b.kind()) {
            throw new NoStepsException("a local that holds a number or bits");
        }
        boolean areBits = a.kind() == Kind.BITS;
        LoopValue chosen = areBits ? truth.choose(a.number(), b.number()).bits() : truth.choose(a, b);
        return new Value(chosen);
    }

    private static Truth merge(Truth entry, Truth other, Truth truth, LoopValue anyNumber) {
        LoopValue always = Truth.of(true, anyNumber).mask();
        if (entry.mask().isSameAs(always) && other.mask().isSameAs(always)) {
            return entry.negated() ? truth.opposite() : truth;
        }
        LoopValue one = anyNumber.constant(1), zero = anyNumber.constant(0);
        LoopValue chosen = truth.choose(entry.choose(one, zero), other.choose(one, zero));
        return new Truth(chosen.isEqualTo(1), false);
    }

    private static LoopValue value(Entry entry, LoopValue anyNumber) {
        if (entry instanceof Bits constant) {
            return anyNumber.constant(Double.longBitsToDouble(constant.bits())).bits();
        }
        if (entry instanceof Value value) {
            return value.value();
        }
        throw new NoStepsException("a comparison that is kept");
    }
}
