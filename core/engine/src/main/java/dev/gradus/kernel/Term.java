package dev.gradus.kernel;

import dev.gradus.kernel.Instruction.Kind;

/** What a step of a {@link LoopCode} makes for each element. */
public final class Term {
    private final LoopCode code;
    private final int step;

    Term(LoopCode code, int step) {
        this.code = code;
        this.step = step;
    }

    int step() {
        return step;
    }

    private Term then(Instruction instruction, Term... operands) {
        return code.step(instruction, 0, operands);
    }

    private Term then(Instruction instruction, long constant) {
        return code.step(instruction, constant, this);
    }

    /** A number that is the same for all elements. */
    Term constant(double constant) {
        return code.constant(constant);
    }

    Term add(Term b) {
        return then(Instruction.ADD, this, b);
    }

    Term add(double b) {
        return add(constant(b));
    }

    Term subtract(Term b) {
        return then(Instruction.SUBTRACT, this, b);
    }

    Term subtract(double b) {
        return subtract(constant(b));
    }

    Term subtractFrom(double a) {
        return constant(a).subtract(this);
    }

    Term multiply(Term b) {
        return then(Instruction.MULTIPLY, this, b);
    }

    Term multiply(double b) {
        return multiply(constant(b));
    }

    Term divide(Term b) {
        return then(Instruction.DIVIDE, this, b);
    }

    /** this · b + c, rounded once. */
    Term fma(Term b, Term c) {
        return then(Instruction.FMA, this, b, c);
    }

    Term fma(double b, Term c) {
        return fma(constant(b), c);
    }

    Term fma(Term b, double c) {
        return fma(b, constant(c));
    }

    Term fma(double b, double c) {
        return fma(constant(b), constant(c));
    }

    Term negate() {
        return then(Instruction.NEGATE, this);
    }

    /** The sign is lost, so that of the opposite number is the same step. */
    Term abs() {
        LoopCode.Step made = code.step(step);
        return made.instruction() == Instruction.NEGATE
                ? new Term(code, made.operands().get(0)).abs()
                : then(Instruction.ABS, this);
    }

    Term sqrt() {
        return then(Instruction.SQRT, this);
    }

    Term maximum(Term b) {
        return then(Instruction.MAXIMUM, this, b);
    }

    Term maximum(double b) {
        return maximum(constant(b));
    }

    Term minimum(Term b) {
        return then(Instruction.MINIMUM, this, b);
    }

    Term less(Term b) {
        return then(Instruction.LESS, this, b);
    }

    Term less(double b) {
        return less(constant(b));
    }

    Term greater(double b) {
        return constant(b).less(this);
    }

    Term lessOrEqual(Term b) {
        return then(Instruction.LESS_OR_EQUAL, this, b);
    }

    Term isEqualTo(Term b) {
        return then(Instruction.EQUAL, this, b);
    }

    Term isEqualTo(double b) {
        return isEqualTo(constant(b));
    }

    /** A where this mask is set, else b. */
    Term choose(Term a, Term b) {
        return then(Instruction.BLEND, b, a, this);
    }

    Term choose(double a, Term b) {
        return choose(constant(a), b);
    }

    Term choose(Term a, double b) {
        return choose(a, constant(b));
    }

    Term choose(double a, double b) {
        return choose(constant(a), constant(b));
    }

    Term bits() {
        return then(Instruction.TO_BITS, this);
    }

    Term number() {
        return then(Instruction.TO_NUMBER, this);
    }

    Term subtractBits(Term b) {
        return then(Instruction.SUBTRACT_BITS, this, b);
    }

    Term orBits(Term b) {
        return then(Instruction.OR_BITS, this, b);
    }

    Term plusBits(long constant) {
        return then(Instruction.ADD_CONSTANT, constant);
    }

    Term and(long constant) {
        return then(Instruction.AND_CONSTANT, constant);
    }

    Term or(long constant) {
        return then(Instruction.OR_CONSTANT, constant);
    }

    Term xor(long constant) {
        return then(Instruction.XOR_CONSTANT, constant);
    }

    Term shiftLeft(int places) {
        return then(Instruction.SHIFT_LEFT, places);
    }

    Term shiftRight(int places) {
        return then(Instruction.SHIFT_RIGHT, places);
    }

    /** This, with the sign of another number. */
    Term withSignOf(Term other) {
        return bits().and(Long.MAX_VALUE)
                .orBits(other.bits().and(Long.MIN_VALUE))
                .number();
    }

    Kind kind() {
        return code.step(step).instruction().kind;
    }
}
