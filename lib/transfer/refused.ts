/** Why a chat of an import file is not taken; the others can be. The message goes on after "It …". */

export class RefusedChat extends Error {
  override name = "RefusedChat";
}

/** Not even the shape is one that is known. */
export class UnknownChat extends RefusedChat {
  override name = "UnknownChat";
}
