package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.Instruction.Kind;
import java.util.ArrayList;
import java.util.List;

/** The result of a step of a {@link LoopCode}. */
public final class LoopValue {
    private final LoopSteps steps;
    private final int step;

    private LoopValue(LoopSteps steps, int step) {
        this.steps = steps;
        this.step = step;
    }

    static LoopValue of(LoopSteps steps, Instruction instruction, long constant, LoopValue... operands) {
        List<Integer> indices = new ArrayList<>();
        for (LoopValue operand : operands) {
            indices.add(operand.step);
        }
        return new LoopValue(steps, steps.index(instruction, constant, indices));
    }

    int step() {
        return step;
    }

    private LoopValue then(Instruction instruction, LoopValue... operands) {
        return of(steps, instruction, 0, operands);
    }

    private LoopValue then(Instruction instruction, long constant) {
        return of(steps, instruction, constant, this);
    }

    LoopValue constant(double constant) {
        return of(steps, Instruction.CONSTANT, Double.doubleToRawLongBits(constant));
    }

    public LoopValue add(LoopValue b) {
        return then(Instruction.ADD, this, b);
    }

    LoopValue add(double b) {
        return add(constant(b));
    }

    LoopValue subtract(LoopValue b) {
        return then(Instruction.SUBTRACT, this, b);
    }

    LoopValue subtract(double b) {
        return subtract(constant(b));
    }

    public LoopValue subtractFrom(double a) {
        return constant(a).subtract(this);
    }

    public LoopValue multiply(LoopValue b) {
        return then(Instruction.MULTIPLY, this, b);
    }

    LoopValue multiply(double b) {
        return multiply(constant(b));
    }

    LoopValue divide(LoopValue b) {
        return then(Instruction.DIVIDE, this, b);
    }

    /** Returns this · b + c, rounded once. */
    LoopValue fma(LoopValue b, LoopValue c) {
        return then(Instruction.FMA, this, b, c);
    }

    LoopValue fma(double b, LoopValue c) {
        return fma(constant(b), c);
    }

    LoopValue fma(LoopValue b, double c) {
        return fma(b, constant(c));
    }

    LoopValue fma(double b, double c) {
        return fma(constant(b), constant(c));
    }

    LoopValue negate() {
        return then(Instruction.NEGATE, this);
    }

    /** Skips a negation, so that x and −x share one step. */
    LoopValue abs() {
        LoopSteps.Step made = steps.get(step);
        return made.instruction() == Instruction.NEGATE
                ? new LoopValue(steps, made.operands().get(0)).abs()
                : then(Instruction.ABS, this);
    }

    LoopValue sqrt() {
        return then(Instruction.SQRT, this);
    }

    LoopValue maximum(LoopValue b) {
        return then(Instruction.MAXIMUM, this, b);
    }

    LoopValue maximum(double b) {
        return maximum(constant(b));
    }

    LoopValue minimum(LoopValue b) {
        return then(Instruction.MINIMUM, this, b);
    }

    LoopValue less(LoopValue b) {
        return then(Instruction.LESS, this, b);
    }

    LoopValue less(double b) {
        return less(constant(b));
    }

    LoopValue greater(double b) {
        return constant(b).less(this);
    }

    LoopValue lessOrEqual(LoopValue b) {
        return then(Instruction.LESS_OR_EQUAL, this, b);
    }

    LoopValue isEqualTo(LoopValue b) {
        return then(Instruction.EQUAL, this, b);
    }

    public LoopValue isEqualTo(double b) {
        return isEqualTo(constant(b));
    }

    /** Returns a where this mask is set, otherwise b. */
    LoopValue choose(LoopValue a, LoopValue b) {
        return then(Instruction.BLEND, b, a, this);
    }

    public LoopValue choose(double a, LoopValue b) {
        return choose(constant(a), b);
    }

    LoopValue choose(LoopValue a, double b) {
        return choose(a, constant(b));
    }

    LoopValue choose(double a, double b) {
        return choose(constant(a), constant(b));
    }

    LoopValue bits() {
        return then(Instruction.TO_BITS, this);
    }

    LoopValue number() {
        return then(Instruction.TO_NUMBER, this);
    }

    LoopValue addBits(LoopValue b) {
        return then(Instruction.ADD_BITS, this, b);
    }

    LoopValue subtractBits(LoopValue b) {
        return then(Instruction.SUBTRACT_BITS, this, b);
    }

    LoopValue andBits(LoopValue b) {
        return then(Instruction.AND_BITS, this, b);
    }

    LoopValue orBits(LoopValue b) {
        return then(Instruction.OR_BITS, this, b);
    }

    LoopValue xorBits(LoopValue b) {
        return then(Instruction.XOR_BITS, this, b);
    }

    LoopValue plusBits(long constant) {
        return then(Instruction.ADD_CONSTANT, constant);
    }

    LoopValue and(long constant) {
        return then(Instruction.AND_CONSTANT, constant);
    }

    LoopValue or(long constant) {
        return then(Instruction.OR_CONSTANT, constant);
    }

    LoopValue xor(long constant) {
        return then(Instruction.XOR_CONSTANT, constant);
    }

    LoopValue shiftLeft(int distance) {
        return then(Instruction.SHIFT_LEFT, distance);
    }

    LoopValue shiftRight(int distance) {
        return then(Instruction.SHIFT_RIGHT, distance);
    }

    LoopValue shiftRightSigned(int distance) {
        return then(Instruction.SHIFT_RIGHT_SIGNED, distance);
    }

    /** Returns this number with the sign of another. */
    LoopValue withSignOf(LoopValue other) {
        return bits().and(Long.MAX_VALUE)
                .orBits(other.bits().and(Long.MIN_VALUE))
                .number();
    }

    /** Returns a call of a function of {@code Elementary}, of which this is the value for usual arguments. */
    LoopValue asFunction(String name, LoopValue... arguments) {
        LoopValue[] operands = new LoopValue[arguments.length + 1];
        operands[0] = this;
        System.arraycopy(arguments, 0, operands, 1, arguments.length);
        return of(steps, Instruction.FUNCTION, steps.function(name), operands);
    }

    /** Adds this mask as a guard: elements for which it is set (or not set, if negated) are computed one by one. */
    void guard(boolean negated) {
        steps.guard(step, negated);
    }

    boolean isSameAs(LoopValue other) {
        return steps == other.steps && step == other.step;
    }

    Kind kind() {
        return steps.get(step).instruction().kind;
    }
}
