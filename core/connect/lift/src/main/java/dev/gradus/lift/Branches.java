package dev.gradus.lift;

import dev.gradus.lift.Values.Heap;
import dev.gradus.lift.Values.Undecided;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What happens at a branch that depends on the arguments.
 *
 * <p>Both sides are executed up to the instruction where they meet, and what differs becomes {@code where(condition, a,
 * b)}. Where that is not possible, because a side is long, throws, or leaves a difference that is not a double, the
 * branch is a guard: the trace follows the side that the arguments take and is valid only for arguments that take it.
 */
final class Branches {
    /** Longer sides are not executed both. */
    private static final int SHORT = 200;

    /** A branch of a method. */
    private record Branch(Code code, int pc) {}

    /** A variable or an array element that a side has written. */
    private record Slot(Heap heap, Object key) {}

    /** A side that is being executed. */
    private record Side(Object mask, long firstSerial, Map<Slot, Object> before) {}

    /** The state at the end of a side. */
    private record End(Frame frame, boolean returned, Map<Slot, Object> written) {}

    /** A side cannot be executed without knowing that it is taken. */
    private static final class NotBoth extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotBoth() {
            super(null, null, false, false);
        }
    }

    /** The trace must start again, because a branch became a guard. */
    static final class Restart extends RuntimeException {
        private static final long serialVersionUID = 1;

        Restart() {
            super(null, null, false, false);
        }
    }

    private final Interpreter interpreter;
    private final Trace trace;
    private final Set<Object> guarded;
    private final boolean isExact;
    private final int mostGuards;
    private final Deque<Side> sides = new ArrayDeque<>();
    private int budget;

    Branches(Interpreter interpreter, Set<Object> guarded, boolean isExact, int mostGuards) {
        this.interpreter = interpreter;
        this.trace = interpreter.trace;
        this.guarded = guarded;
        this.isExact = isExact;
        this.mostGuards = mostGuards;
    }

    /** An instruction is executed. */
    void step() {
        if (!sides.isEmpty() && --budget < 0) {
            throw new NotBoth();
        }
    }

    /** Something happens that must not happen on a side that may not be taken. */
    void exception() {
        if (!sides.isEmpty()) {
            throw new NotBoth();
        }
    }

    Restart restart(Undecided undecided) {
        guarded.add(undecided.branch());
        return new Restart();
    }

    /** Whether a condition holds, which becomes a guard. */
    boolean decided(Frame frame, Object condition) {
        boolean holds = Expr.valueOf(condition) != 0;
        if (condition instanceof Expr) {
            exception();
            if (trace.guards.size() == mostGuards) {
                throw Interpreter.refused(
                        frame,
                        "the path depends on more than " + mostGuards + " comparisons of doubles",
                        "bound the loop by a counter, use Math.max, Math.min or ?: with short operands, or build the"
                                + " loop of nodes with While");
            }
            trace.guards.add(new Trace.Guard(condition, holds, frame.place()));
        }
        return holds;
    }

    /** The next instruction after a branch. */
    int jump(Frame frame, Object condition, int whenTrue, int whenFalse) {
        Branch branch = new Branch(frame.code, frame.pc);
        if (condition instanceof Expr both && !isExact && !guarded.contains(branch)) {
            if (sides.isEmpty()) {
                budget = SHORT;
            }
            int depth = sides.size();
            try {
                return both(frame, branch, both, whenTrue, whenFalse);
            } catch (NotBoth e) {
                guarded.add(branch);
                while (sides.size() > depth) {
                    undo(sides.pop());
                }
                exception();
            }
        }
        return decided(frame, condition) ? whenTrue : whenFalse;
    }

    private int both(Frame frame, Branch branch, Expr condition, int whenTrue, int whenFalse) {
        int join = frame.code.join(frame.pc);
        Site site = frame.site();
        Object outer = sides.isEmpty() ? (Object) 1.0 : sides.peek().mask();
        Object mask = sides.isEmpty() ? condition : trace.apply(site, Fn.WHERE, condition, outer, 0.0);
        End a = end(frame, whenTrue, join, mask);
        End b = end(frame, whenFalse, join, trace.apply(site, Fn.WHERE, condition, 0.0, outer));
        if (a.returned() != b.returned()
                || !a.returned() && a.frame().height() != b.frame().height()) {
            throw new NotBoth();
        }
        Set<Slot> slots = new LinkedHashSet<>(a.written().keySet());
        slots.addAll(b.written().keySet());
        Map<Slot, Object> writes = new LinkedHashMap<>();
        for (Slot slot : slots) {
            Object before = slot.heap().get(slot.key());
            Object x = a.written().getOrDefault(slot, before);
            writes.put(slot, merged(site, condition, x, b.written().getOrDefault(slot, before)));
        }
        Frame left = a.frame();
        Frame right = b.frame();
        if (a.returned()) {
            frame.result = merged(site, condition, left.result, right.result);
        } else {
            for (int i = 0; i < left.height(); i++) {
                left.setOperand(i, merged(site, condition, left.operand(i), right.operand(i)));
            }
            for (int i = 0; i < frame.locals.length; i++) {
                Object x = left.locals[i];
                Object y = right.locals[i];
                frame.locals[i] = canMerge(x, y) ? merged(site, condition, x, y) : new Undecided(branch);
            }
            frame.clear();
            for (int i = 0; i < left.height(); i++) {
                frame.push(left.operand(i));
            }
        }
        writes.forEach((slot, value) -> store(slot.heap(), slot.key(), value));
        trace.wheres++;
        return join;
    }

    private End end(Frame frame, int from, int join, Object mask) {
        Side side = new Side(mask, trace.serial(), new LinkedHashMap<>());
        sides.push(side);
        Frame own = frame.copy(from);
        boolean returned = interpreter.run(own, join);
        Map<Slot, Object> written = new LinkedHashMap<>();
        side.before().keySet().forEach(slot -> written.put(slot, slot.heap().get(slot.key())));
        sides.pop();
        undo(side);
        return new End(own, returned, written);
    }

    private static void undo(Side side) {
        side.before().forEach((slot, value) -> slot.heap().set(slot.key(), value));
    }

    private static boolean canMerge(Object x, Object y) {
        return x == y || x != null && x.equals(y) || isNumber(x) && isNumber(y);
    }

    private static boolean isNumber(Object x) {
        return x instanceof Expr || x instanceof Double;
    }

    private Object merged(Site site, Expr condition, Object x, Object y) {
        if (x == y || x != null && x.equals(y)) {
            return x;
        } else if (!canMerge(x, y)) {
            throw new NotBoth();
        }
        return trace.apply(site, Fn.WHERE, condition, x, y);
    }

    /** Writes to the heap, and on a side remembers what was there. */
    void store(Heap heap, Object key, Object value) {
        Side side = sides.peek();
        if (side != null && heap.serial < side.firstSerial()) {
            Object before = heap.get(key);
            if (!isNumber(before) || !isNumber(value)) {
                throw new NotBoth();
            }
            side.before().putIfAbsent(new Slot(heap, key), before);
        }
        heap.set(key, value);
    }

    /**
     * The operands of a function. On a side, operands at which its slope may be infinite are replaced by safe ones if
     * the side is not taken; otherwise 0 · ∞ would make the gradient NaN.
     */
    Object[] masked(Frame frame, Fn fn, Object[] in) {
        Side side = sides.peek();
        if (side == null) {
            return in;
        }
        Object[] safe = in.clone();
        for (int i = 0; i < in.length; i++) {
            if (in[i] instanceof Expr && !Double.isNaN(fn.safe(i))) {
                safe[i] = trace.apply(frame.site(), Fn.WHERE, side.mask(), in[i], fn.safe(i));
            }
        }
        return safe;
    }
}
