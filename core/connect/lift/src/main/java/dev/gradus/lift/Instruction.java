package dev.gradus.lift;

/**
 * An instruction of a method.
 *
 * @param opcode as in the class file; a load, store or return of any type has the opcode of its own type
 * @param number the local variable, small integer, or the index of the instruction to jump to
 * @param operand what else the instruction has: a constant, a {@link Member}, a {@link Switch}, a {@link Dynamic}, or
 *     the name of a class
 * @param line the line in the source, or 0 if the class file has no lines
 */
record Instruction(int opcode, int number, Object operand, int line) {
    /** A field or a method. */
    record Member(String owner, String name, String descriptor) {}

    /** A table of jumps. */
    record Switch(int[] keys, int[] targets, int otherwise) {}

    /** A call whose target a bootstrap method finds. */
    record Dynamic(String name, String descriptor, Member bootstrap, Object[] arguments) {}

    /** The operand of an instruction that has none. */
    static final Object NONE = "";
}
