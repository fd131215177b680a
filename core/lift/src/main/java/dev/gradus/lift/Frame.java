package dev.gradus.lift;

/** A call that is being interpreted: local variables, operands and the next instruction. */
final class Frame {
    final Code code;
    final Site caller;
    final Object[] locals;
    private final Object[] stack;
    private int height;
    int pc;
    Object result = Values.Null.NULL;

    Frame(Code code, Site caller) {
        this(code, caller, new Object[code.locals], new Object[code.stack], 0);
    }

    private Frame(Code code, Site caller, Object[] locals, Object[] stack, int height) {
        this.code = code;
        this.caller = caller;
        this.locals = locals;
        this.stack = stack;
        this.height = height;
    }

    /** The caller of the lifted method. */
    static Frame outside(Class<?> owner) {
        return new Frame(new Code(owner, "", 0, "the method", "()V"), Site.start());
    }

    /** The same state, to go on from another instruction. */
    Frame copy(int from) {
        Frame copy = new Frame(code, caller, locals.clone(), stack.clone(), height);
        copy.pc = from;
        return copy;
    }

    void push(Object value) {
        stack[height++] = value;
    }

    Object pop() {
        return stack[--height];
    }

    int height() {
        return height;
    }

    /** The operand at this height from the bottom. */
    Object operand(int at) {
        return stack[at];
    }

    void setOperand(int at, Object value) {
        stack[at] = value;
    }

    void clear() {
        height = 0;
    }

    Site site() {
        return caller.of(code, pc);
    }

    String place() {
        return code.place(pc);
    }
}
