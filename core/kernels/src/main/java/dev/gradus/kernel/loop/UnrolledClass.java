package dev.gradus.kernel.loop;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.kernel.math.Sums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Writes ops on a few numbers as the straight-line code of one method. Numbers that were read or computed before are
 * kept in locals, because equal arrays are recognized; all results are stored as well. The arrays are constants of the
 * class, so the JVM knows their addresses and lengths.
 */
public class UnrolledClass implements UnrolledCode {
    private static final String NAME = "dev/gradus/kernel/loop/GeneratedUnrolled";
    private static final String BOUND_OP = "dev/gradus/kernel/BoundOp";
    private static final String ELEMENTARY = "dev/gradus/kernel/math/Elementary";
    private static final String FUNCTIONS = "dev/gradus/kernel/loop/UnrolledFunctions";
    private static final String MATH = "java/lang/Math";

    private static final String ARRAY = "[D";

    /** In bytes. The JVM compiles a method of twice the size, but slowly. */
    static final int MOST_CODE = ClassData.LARGEST_METHOD / 2;

    private static final int DALOAD = 49;
    private static final int DASTORE = 82;
    private static final int DUP = 89;
    private static final int DUP2 = 92;
    private static final int DADD = 99;
    private static final int DSUB = 103;
    private static final int DMUL = 107;
    private static final int DDIV = 111;
    private static final int DNEG = 119;

    private final ClassFile file = ClassFile.extending(BOUND_OP, NAME);
    private final MethodCode initializer = new MethodCode(file.constants(), 0);
    final MethodCode code = new MethodCode(file.constants(), 1);
    private final List<double[]> arrays = new ArrayList<>();
    private final Map<double[], String> fields = new IdentityHashMap<>();
    private final Map<double[], Integer> locals = new IdentityHashMap<>();
    private final Map<double[], Map<Integer, Integer>> numbers = new IdentityHashMap<>();

    UnrolledClass() {}

    /**
     * Combines adjacent ops, in order, into methods that are short enough for the JVM to compile. An op that cannot be
     * written out runs between them. Empty if no op can be written out.
     */
    public static Optional<BoundOp> of(BoundOp... ops) {
        List<BoundOp> parts = new ArrayList<>();
        boolean anyWritten = false;
        UnrolledClass open = new UnrolledClass();
        int size = 0;
        for (BoundOp op : ops) {
            UnrolledClass alone = new UnrolledClass();
            boolean isWritten = op.unroll(alone) && alone.code.size() <= MOST_CODE;
            if (size > 0 && (!isWritten || size + alone.code.size() > MOST_CODE)) {
                parts.add(open.load());
                open = new UnrolledClass();
                size = 0;
            }
            if (isWritten) {
                op.unroll(open);
                size += alone.code.size();
                anyWritten = true;
            } else {
                parts.add(op);
            }
        }
        if (size > 0) {
            parts.add(open.load());
        }
        return anyWritten ? Optional.of(parts.size() == 1 ? parts.get(0) : new InTurn(parts)) : Optional.empty();
    }

    /** Ops that run one after the other. */
    private static final class InTurn extends BoundOp {
        private final BoundOp[] parts;

        InTurn(List<BoundOp> parts) {
            this.parts = parts.toArray(new BoundOp[0]);
        }

        @Override
        public void run() {
            for (BoundOp part : parts) {
                part.run();
            }
        }
    }

    final BoundOp load() {
        code.end();
        file.add(ClassFile.PUBLIC, "run", "()V", code);
        initializer.end();
        file.add(ClassFile.STATIC, "<clinit>", "()V", initializer);
        return ClassData.load(file.toArray(), BoundOp.class, arrays);
    }

    /** Pushes an array, which is in a local from its first use. */
    final void pushArray(double[] array) {
        Integer known = locals.get(array);
        if (known != null) {
            code.load(MethodCode.REFERENCE, known);
            return;
        }
        code.getStatic(file.name(), fields.computeIfAbsent(array, unseen -> addField(array)), ARRAY);
        int local = code.local(MethodCode.REFERENCE);
        code.instruction(DUP, 1);
        code.store(MethodCode.REFERENCE, local);
        locals.put(array, local);
    }

    private String addField(double[] array) {
        String field = "a" + arrays.size();
        ClassData.addConstant(file, initializer, field, ARRAY, "array", arrays.size());
        arrays.add(array);
        return field;
    }

    /** Makes the code read each array anew, where it does not follow what was written before. */
    final void forgetArrays() {
        locals.clear();
    }

    @Override
    public void load(double[] array, int index) {
        Map<Integer, Integer> known = numbers.computeIfAbsent(array, unseen -> new HashMap<>());
        Integer local = known.get(index);
        if (local != null) {
            code.load(MethodCode.DOUBLE, local);
            return;
        }
        pushArray(array);
        code.push(index);
        code.instruction(DALOAD, 0);
        int fresh = code.local(MethodCode.DOUBLE);
        code.instruction(DUP2, 2);
        code.store(MethodCode.DOUBLE, fresh);
        known.put(index, fresh);
    }

    @Override
    public void store(double[] array, int index) {
        int fresh = code.local(MethodCode.DOUBLE);
        code.store(MethodCode.DOUBLE, fresh);
        numbers.computeIfAbsent(array, unseen -> new HashMap<>()).put(index, fresh);
        pushArray(array);
        code.push(index);
        code.load(MethodCode.DOUBLE, fresh);
        code.instruction(DASTORE, -4);
    }

    @Override
    public void push(double number) {
        code.push(number);
    }

    @Override
    public void duplicate() {
        code.instruction(DUP2, 2);
    }

    @Override
    public void add() {
        code.instruction(DADD, -2);
    }

    @Override
    public void subtract() {
        code.instruction(DSUB, -2);
    }

    @Override
    public void multiply() {
        code.instruction(DMUL, -2);
    }

    @Override
    public void divide() {
        code.instruction(DDIV, -2);
    }

    @Override
    public void negate() {
        code.instruction(DNEG, 0);
    }

    @Override
    public void reciprocal() {
        int local = code.local(MethodCode.DOUBLE);
        code.store(MethodCode.DOUBLE, local);
        code.push(1.0);
        code.load(MethodCode.DOUBLE, local);
        divide();
    }

    @Override
    public void fma() {
        code.invokeStatic(MATH, "fma", "(DDD)D");
    }

    @Override
    public void ofTwo(String function) {
        code.invokeStatic(MATH, function, "(DD)D");
    }

    @Override
    public void ofOne(String function) {
        code.invokeStatic(MATH, function, "(D)D");
    }

    @Override
    public void elementary(String function, int operands) {
        code.invokeStatic(ELEMENTARY, function, "(" + "D".repeat(operands) + ")D");
    }

    @Override
    public void compare(String comparison) {
        code.invokeStatic(FUNCTIONS, comparison, "(DD)D");
    }

    @Override
    public void select() {
        code.invokeStatic(FUNCTIONS, "select", "(DDD)D");
    }

    @Override
    public void sum(int count, IntConsumer push) {
        if (!half(0, 1, count, push)) {
            push(0);
        }
    }

    /**
     * Adds the lanes {@code first}, {@code first + step}, … as a tree of their even and odd members. An empty lane
     * would add 0, which changes nothing because no lane is −0, and is skipped.
     *
     * @return whether there was a number
     */
    private boolean half(int first, int step, int count, IntConsumer push) {
        if (step == Sums.LANES) {
            for (int i = first; i < count; i += step) {
                if (i == first) {
                    push(0);
                }
                push.accept(i);
                add();
            }
            return first < count;
        }
        boolean even = half(first, 2 * step, count, push);
        boolean odd = half(first + step, 2 * step, count, push);
        if (even && odd) {
            add();
        }
        return even || odd;
    }
}
