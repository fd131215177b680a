package dev.gradus.lift;

import org.objectweb.asm.Opcodes;

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

    /** Executes an instruction between {@code pop} and {@code swap}. A value of 64 bits takes one place. */
    void move(int opcode) {
        boolean isWide = isWide(stack[height - 1]);
        if (opcode == Opcodes.POP || opcode == Opcodes.POP2) {
            pop();
            if (opcode == Opcodes.POP2 && !isWide) {
                pop();
            }
            return;
        }
        boolean two = opcode == Opcodes.DUP2 || opcode == Opcodes.DUP2_X1 || opcode == Opcodes.DUP2_X2;
        int above = two && !isWide ? 2 : 1;
        int below = 0;
        if (opcode == Opcodes.DUP_X1 || opcode == Opcodes.DUP2_X1 || opcode == Opcodes.SWAP) {
            below = 1;
        } else if (opcode == Opcodes.DUP_X2 || opcode == Opcodes.DUP2_X2) {
            below = isWide(stack[height - above - 1]) ? 1 : 2;
        }
        Object[] moved = new Object[above + below];
        for (int i = moved.length - 1; i >= 0; i--) {
            moved[i] = pop();
        }
        for (int i = below; i < moved.length; i++) {
            push(moved[i]);
        }
        for (int i = 0; i < (opcode == Opcodes.SWAP ? below : moved.length); i++) {
            push(moved[i]);
        }
    }

    private static boolean isWide(Object value) {
        return value instanceof Double || value instanceof Long || value instanceof Expr;
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
