/* A family. */
extern const struct route other_routes[];
