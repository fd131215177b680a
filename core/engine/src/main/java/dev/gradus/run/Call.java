package dev.gradus.run;

/** What a thread does with a run. */
enum Call {
    FEED("feed(…)"),
    FORWARD("forward()"),
    BACKWARD("backward()"),
    READ("value(…)"),
    READ_GRADIENT("gradient(…)"),
    UPDATE("update(…)"),
    STEP("an optimizer's step");

    /** From 1 to 7, so that it takes three bits. */
    final int code = ordinal() + 1;

    private final String name;

    Call(String name) {
        this.name = name;
    }

    /** The call of this code. */
    static Call of(int code) {
        return values()[code - 1];
    }

    /** Whether the run's numbers are incomplete while it lasts. */
    boolean isPass() {
        return this == FORWARD || this == BACKWARD;
    }

    @Override
    public String toString() {
        return name;
    }
}
