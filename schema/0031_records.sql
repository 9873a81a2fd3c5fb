-- Records that look alike are found by index: the same name and birthday, the same phone.
ALTER TABLE person
  ADD KEY look_alike (birthday, name, person_id, member_id),
  ADD KEY by_phone (phone, person_id, member_id);
